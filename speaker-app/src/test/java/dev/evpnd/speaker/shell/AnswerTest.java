package dev.evpnd.speaker.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class AnswerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Answer.Outcome read(String octets) throws IOException {
        var in = new ByteArrayInputStream(octets.getBytes(StandardCharsets.UTF_8));
        try (var answer = new Answer(in)) {
            return answer.copyTo(out);
        }
    }

    @Test
    void piecesAreWrittenAsTheyComeAndTheEndSaysWhatBecameOfIt() throws IOException {
        assertThat(read("text 4\none\ntext 3\nt\n2done 0\n")).isEqualTo(new Answer.Outcome.Done());
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\nt\n2");
    }

    @Test
    void aReasonIsToldWithItsPlace() throws IOException {
        assertThat(read("done 0\n")).isEqualTo(new Answer.Outcome.Done());
        assertThat(read("failed 2\nno")).isEqualTo(new Answer.Outcome.Failed("no"));
        assertThat(read("fault 5 4\nwhy?")).isEqualTo(new Answer.Outcome.NotUnderstood(5, "why?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text 4\non", "text 1", "text 1\nx", "fault 5 4\nwhy"})
    void anAnswerThatIsCutOffIsNone(String octets) {
        assertThatThrownBy(() -> read(octets))
                .isInstanceOf(IOException.class)
                .hasMessage("the daemon has not answered to the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"expected peers\"}\n",
                "text\n",
                "text -1\n",
                "text 99999999999\n",
                "text 999999999\n",
                "other 0\n",
                "fault x 0\n",
                "HTTP/1.1 400 Bad Request and many more words than there could ever be in a line\n",
            })
    void whatIsNoAnswerIsRefused(String octets) {
        assertThatThrownBy(() -> read(octets))
                .isInstanceOf(IOException.class)
                .hasMessage("what answers is no daemon of this version");
    }
}
