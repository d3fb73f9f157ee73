package dev.evpnd.it.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Asks a daemon by its socket, as docs/queries.md says. The command `evpnd show` does the same and
/// takes a second for it.
final class EvpndSocket {
    private final Path socket;

    EvpndSocket(Path stateDirectory) {
        socket = stateDirectory.resolve("evpnd.sock");
    }

    /// The answer to a request, which has to have one.
    String ask(List<String> words) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var request = String.join(" ", words) + "\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            var answer = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            var line = answer.readLine();
            if (line == null || line.startsWith("{\"error\":")) {
                throw new IllegalStateException(
                        "evpnd answers to '%s': %s".formatted(request, line));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
