package dev.evpnd.speaker.admin;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Asks a daemon by its socket.
public final class AdminClient {
    private static final byte[] ERROR = "{\"error\":".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 1 << 16;
    private static final JsonFactory JSON = new JsonFactory();

    private AdminClient() {}

    /// Writes the answer to a request as it comes.
    ///
    /// @param out whose failures are unchecked, so that those of the daemon can be told from them
    /// @return what the daemon says where it has no answer
    /// @throws IOException if there is no daemon, or it does not answer to the end
    static Optional<String> ask(Path socket, String request, OutputStream out) throws IOException {
        try (var in = open(socket, request)) {
            return take(in, out);
        }
    }

    /// Sends a request.
    ///
    /// @return the answer as it comes; with it the connection is closed
    /// @throws IOException if there is no daemon
    public static InputStream open(Path socket, String request) throws IOException {
        var channel = connect(socket);
        send(channel, request);
        return Channels.newInputStream(channel);
    }

    private static SocketChannel connect(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException absent) {
            throw new IOException(
                    "no daemon answers at " + socket + ": " + absent.getMessage(), absent);
        }
    }

    private static void send(SocketChannel channel, String request) {
        var line = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.shutdownOutput();
        } catch (IOException refused) {
            // It may have said why before it closed.
        }
    }

    /// An answer is a line: what comes behind it, be it that the daemon closes the connection on
    /// what it has not read, is of no interest.
    private static Optional<String> take(InputStream in, OutputStream out) throws IOException {
        byte[] begin = in.readNBytes(ERROR.length);
        boolean isError = Arrays.equals(begin, ERROR);
        var error = new ByteArrayOutputStream();
        var to = isError ? error : out;
        to.write(begin);
        var chunk = new byte[CHUNK];
        int last = -1;
        while (last != '\n') {
            int length = in.read(chunk);
            if (length <= 0) {
                throw new IOException("the daemon has not answered to the end");
            }
            to.write(chunk, 0, length);
            last = chunk[length - 1];
        }
        out.flush();
        return isError ? Optional.of(text(error.toByteArray())) : Optional.empty();
    }

    private static String text(byte[] answer) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), answer)) {
            while (parser.nextToken() != JsonToken.VALUE_STRING) {
                // The object, and its only name.
            }
            return parser.getString();
        }
    }
}
