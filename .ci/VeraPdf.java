import java.io.File;
import java.util.HashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files follow PDF/UA-1 and PDF/A-3a.
 *
 * <p>Prints one line for each file and standard, with TABs between the verdict, the standard and the
 * file, and under it an indented line for each rule that is broken, with its first case. A validation
 * that did not come to its end is no verdict, and ends the program with status 2.
 */
public class VeraPdf {
  private static final PDFAFlavour[] STANDARDS = {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A};
  private static final int ALL_FAILURES = -1;

  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      for (PDFAFlavour standard : STANDARDS) {
        report(file, standard, validate(new File(file), standard));
      }
    }
  }

  private static ValidationResult validate(File file, PDFAFlavour standard) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, standard);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(standard, ALL_FAILURES, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      // A profile that could not be loaded has no rules and would pass everything.
      boolean isWhole = "normal".equalsIgnoreCase(result.getJobEndStatus().toString());
      if (!isWhole || result.getTotalAssertions() == 0) {
        System.err.println("veraPDF came to no verdict on " + file);
        System.exit(2);
      }
      return result;
    }
  }

  private static void report(String file, PDFAFlavour standard, ValidationResult result) {
    String verdict = result.isCompliant() ? "PASS" : "FAIL";
    System.out.println(verdict + "\tveraPDF " + standard.getId() + "\t" + file);
    Set<Object> known = new HashSet<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      boolean isBroken = assertion.getStatus() == TestAssertion.Status.FAILED;
      if (isBroken && known.add(assertion.getRuleId())) {
        String place = assertion.getLocation().getContext();
        System.out.println("  " + assertion.getRuleId().getClause() + "\t" + assertion.getMessage() + "\t" + place);
      }
    }
  }
}
