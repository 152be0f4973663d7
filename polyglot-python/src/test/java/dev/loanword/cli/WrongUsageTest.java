package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is said to a command line that can't be understood. */
class WrongUsageTest {

    @Test
    void a_word_that_is_nearly_right_is_answered_with_the_right_one() {
        assertThat(said("docter")).isEqualTo("loanword: there is no command docter; did you mean doctor?\nSee: loanword --help\n");
        assertThat(said("cache", "biuld"))
                .isEqualTo("loanword cache: there is no command biuld; did you mean build?\nSee: loanword cache --help\n");
        assertThat(said("run", "--cor=a.jar"))
                .isEqualTo("loanword run: there is no option --cor; did you mean --core?\nSee: loanword run --help\n");
    }

    @Test
    void a_word_that_is_like_none_is_named() {
        assertThat(said("fly")).isEqualTo("loanword: there is no command fly\nSee: loanword --help\n");
        // Hidden ones are not offered.
        assertThat(said("host", "serv")).isEqualTo("loanword host: there is no command serv\nSee: loanword host --help\n");
        assertThat(said("doctor", "--verbose"))
                .isEqualTo("loanword doctor: there is no option --verbose\nSee: loanword doctor --help\n");
        assertThat(said("doctor", "now", "please"))
                .isEqualTo("loanword doctor: too many arguments: now please\nSee: loanword doctor --help\n");
    }

    @Test
    void an_option_in_the_wrong_place_is_answered_with_the_right_place() {
        assertThat(said("--ledger", "run", "a.py"))
                .isEqualTo("loanword: there is no option --ledger; it is one of loanword run\nSee: loanword --help\n");
        assertThat(said("run", "--runtime", "stock"))
                .isEqualTo("loanword run: --runtime comes before the command: loanword --runtime stock run ...\n"
                        + "See: loanword run --help\n");
    }

    @Test
    void an_option_without_its_value_says_what_it_wants() {
        assertThat(said("run", "--core")).isEqualTo("loanword run: Missing required parameter for option '--core' (JAR)\nSee: loanword run --help\n");
    }

    private static String said(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = LoanwordCommand.commandLine().setErr(new PrintWriter(err, true));
        assertThat(commandLine.execute(arguments)).isEqualTo(ExitStatus.USAGE);
        return err.toString();
    }
}
