package dev.evpnd.speaker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `evpnd show` and `evpnd tell`, with something in place of a daemon that says one thing.
@Timeout(20)
class SocketCommandTest {
    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheAnswerAsItCame() throws IOException {
        assertThat(show("{\"peers\":[\"é\"]}\n", "peers", "10.0.0.1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"peers\":[\"é\"]}\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysWhatTheDaemonSaysWhereItHasNoAnswer() throws IOException {
        assertThat(show("{\"error\":\"there is no peer \\\"x\\\"\"}\n", "peers")).isEqualTo(1);
        assertThat(out.size()).isZero();
        assertThat(err.toString().strip()).isEqualTo("evpnd show: there is no peer \"x\"");
    }

    @Test
    void failsWhereAnAnswerDoesNotEnd() throws IOException {
        assertThat(show("{\"peers\":[", "peers")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("evpnd show: the daemon has not answered to the end");
        assertThat(show("", "peers")).isEqualTo(1);
    }

    @Test
    void failsInOneLineWhereThereIsNoDaemon() {
        assertThat(run(new ShowCommand(out), "peers", "--state-dir", directory.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("evpnd show: no daemon answers at " + directory.resolve("evpnd.sock"));
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoRequestOfItsOwn() {
        assertThat(run(new ShowCommand(out), "reload", "--socket", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("evpnd tell");
        assertThat(run(new TellCommand(out), "peers", "--socket", "x")).isEqualTo(2);
        assertThat(run(new ShowCommand(out), "fly", "--socket", "x")).isEqualTo(2);
    }

    /// Has a daemon answer one request, whatever it is.
    private int show(String answer, String... words) throws IOException {
        var socket = directory.resolve(Door.ADMINISTRATORS.fileName());
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread.startVirtualThread(
                    () -> {
                        try (var channel = server.accept()) {
                            channel.read(ByteBuffer.allocate(100));
                            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                        } catch (IOException gone) {
                            throw new AssertionError(gone);
                        }
                    });
            var arguments = new ArrayList<>(List.of(words));
            arguments.add("--state-dir");
            arguments.add(directory.toString());
            return run(new ShowCommand(out), arguments.toArray(String[]::new));
        }
    }

    private int run(SocketCommand command, String... arguments) {
        return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
