package dev.evpnd.speaker.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.show.Layout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ShellLineTest {
    private static final String ANSWER = "one\ntwo\nthree two\nfour";

    private static Pipeline pipeline(String line) {
        return (Pipeline) ShellLine.parse(line);
    }

    @Test
    void whatTheDaemonDoesBetterItIsAsked() {
        assertThat(pipeline("show version").request()).isEqualTo("show version");
        assertThat(pipeline("show version | json").request()).isEqualTo("show version | json");
        assertThat(pipeline("show version | co").request()).isEqualTo("show version | count");
        assertThat(pipeline("show version | inc a | count").request()).isEqualTo("show version");
        assertThat(pipeline("show version | json | inc a | no-more").paged()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "include two; two,three two",
                "i ^two; two",
                "exclude ^two|four; one,three two",
                "begin two; two,three two,four",
                "inc e | exc three; one",
                "begin two | count; 3 lines",
                "inc nothing; ''",
            })
    void linesAreLeftOutByRegularExpressions(String actions, String left) throws IOException {
        var out = new ByteArrayOutputStream();
        // A bar within an expression has no blanks around it.
        var filters = pipeline("show x | " + actions).filters();
        var filtered = new FilteredOutput(out, filters);
        filtered.write((ANSWER + "\n").getBytes(StandardCharsets.UTF_8));
        filtered.end();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(left.replace(',', '\n'));
    }

    @Test
    void theLastLineCountsThoughItDoesNotEnd() throws IOException {
        var out = new ByteArrayOutputStream();
        var filtered = new FilteredOutput(out, pipeline("show x | inc four").filters());
        filtered.write(ANSWER.getBytes(StandardCharsets.UTF_8));
        filtered.end();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("four\n");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        assertThat(ShellLine.parse("show x | grip y"))
                .isEqualTo(
                        new ShellLine.Malformed(
                                9,
                                "expected include, exclude, begin, count, json or no-more, found"
                                        + " 'grip'"));
        assertThat(ShellLine.parse("show x | inc a(b"))
                .isEqualTo(new ShellLine.Malformed(16, "no regular expression: Unclosed group"));
        assertThat(ShellLine.parse("show x | inc a | json"))
                .isEqualTo(new ShellLine.Malformed(17, "json has to come first"));
        assertThat(ShellLine.parse("show x | ")).isInstanceOf(ShellLine.Malformed.class);
    }

    @Test
    void aLayoutIsChosenForWhatFollows() {
        assertThat(ShellLine.parse("terminal layout 10.3"))
                .isEqualTo(new LayoutChoice(Layout.FRR_10_3));
        assertThat(ShellLine.parse(" ter la 10.7")).isEqualTo(new LayoutChoice(Layout.FRR_10_7));
        assertThat(ShellLine.parse("terminal layout 10.4"))
                .isEqualTo(new ShellLine.Malformed(16, "expected terminal layout 10.3|10.7"));
        assertThat(ShellLine.parse("terminal length 0"))
                .isEqualTo(new ShellLine.Malformed(0, "expected terminal layout 10.3|10.7"));
        assertThat(ShellLine.parse("watch terminal layout 10.3"))
                .isInstanceOf(ShellLine.Malformed.class);
    }

    @Test
    void theWordsOfALayoutAreOffered() {
        assertThat(offered("terminal ")).containsExactly("layout");
        assertThat(offered("terminal layout ")).containsExactly("10.3", "10.7");
        assertThat(offered("terminal layout 10.7")).containsExactly("10.7");
        assertThat(offered("terminal layout 10.3 ")).isEmpty();
        assertThat(LayoutChoice.next("show ")).isEmpty();
        assertThat(LayoutChoice.next("terminal")).isEmpty();
    }

    private static List<String> offered(String line) {
        return LayoutChoice.next(line).orElseThrow().words().stream()
                .map(Expected.Word::text)
                .toList();
    }
}
