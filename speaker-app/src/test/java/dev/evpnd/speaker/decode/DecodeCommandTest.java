package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class DecodeCommandTest {
    private static final String ESI = "00".repeat(10);
    private static final String KEEPALIVE = "ff".repeat(16) + "001304";

    @Test
    void readsMessagesWhereNoKindIsNamed() {
        assertThat(Run.of(KEEPALIVE).output()).contains("\"typeName\":\"KEEPALIVE\"");
    }

    @Test
    void countsLinesThatHoldNoItem() {
        var run = Run.of("# first\n\n" + ESI + "\r\n \t\n" + ESI + " # last", "--kind", "esi");
        assertThat(run.lines())
                .extracting(it -> it.substring(0, 10))
                .containsExactly("{\"line\":3,", "{\"line\":5,");
    }

    @Test
    void succeedsWhateverTheVerdicts() {
        assertThat(Run.of("00\nzz\n").status()).isZero();
    }

    @Test
    void failsForAVerdictWhereThatIsAskedFor() {
        assertThat(Run.of("00\n" + ESI, "--kind", "esi", "--fail").status()).isEqualTo(3);
        assertThat(Run.of(ESI, "--kind", "esi", "--fail").status()).isZero();
        assertThat(Run.of("zz", "--fail").status()).isEqualTo(3);
    }

    @Test
    void refusesOptionsThatItDoesNotUnderstand() {
        for (var arguments :
                new String[][] {
                    {"--kind", "route"},
                    {"--family", "evpn"},
                    {"--family", "65536/1"},
                    {"--family", "1/256"},
                    {"--family", "/"},
                    {"--add-path", "all,none"},
                    {"--loud"}
                }) {
            var run = Run.of("", arguments);
            assertThat(run.status()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(run.output()).isEmpty();
        }
        assertThat(Run.of("", "--kind", "route").errors())
                .contains("expected one of message, update-body, nlri", "found 'route'");
    }

    @Test
    void tellsOfItself() {
        var run = Run.of("", "--help");
        assertThat(run.status()).isZero();
        assertThat(run.errors()).contains("--kind", "Exit status");
    }

    @Test
    void readsFilesAndTellsWhichTheyAre(@TempDir Path folder) throws IOException {
        var file = folder.resolve("items");
        Files.writeString(file, ESI);
        var run = Run.of(ESI + "\n" + ESI, "--kind", "esi", file.toString(), "-");
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().getFirst()).startsWith("{\"file\":\"" + file + "\",\"line\":1,");
        assertThat(run.lines().getLast()).startsWith("{\"line\":2,");
    }

    @Test
    void readsOnBehindAFileThatCannotBeRead(@TempDir Path folder) {
        var missing = folder.resolve("missing").toString();
        var run = Run.of(ESI, "--kind", "esi", missing, folder.toString(), "-");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).hasSize(1);
        assertThat(run.errors())
                .contains(missing + " (No such file or directory)", "(Is a directory)");
    }

    @Test
    void endsQuietlyWhereNobodyReadsAnyMore() {
        var run = Run.of(input(ESI), failing("Broken pipe"), "--kind", "esi");
        assertThat(run).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void saysThatItsOutputCouldNotBeWritten() {
        var run = Run.of(input(ESI), failing("No space left on device"), "--kind", "esi");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("evpnd decode: cannot write: No space left on device\n");
    }

    /// Input that comes line by line, each only when the last has been answered.
    @Test
    void answersEachLineBeforeItWaitsForTheNext() {
        var out = new ByteArrayOutputStream();
        var writtenBeforeRead = new ArrayList<Long>();
        var lines = new ArrayList<>(List.of("ff\n", ESI + "\n", ESI + "\n"));
        var typed =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("whoever reads one by one is slow");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        writtenBeforeRead.add(out.toString(StandardCharsets.UTF_8).lines().count());
                        if (lines.isEmpty()) {
                            return -1;
                        }
                        var line = lines.removeFirst().getBytes(StandardCharsets.ISO_8859_1);
                        System.arraycopy(line, 0, bytes, offset, line.length);
                        return line.length;
                    }
                };
        Run.of(typed, out, "--kind", "esi");
        assertThat(writtenBeforeRead).startsWith(0L, 1L, 2L, 3L);
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
