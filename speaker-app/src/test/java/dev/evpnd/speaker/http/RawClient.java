package dev.evpnd.speaker.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One who asks by HTTP, and sends what a test has him send: a socket, and octets.
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    /// @param fields by their names in small letters
    public record Reply(int status, Map<String, String> fields, String body) {}

    final Socket socket = new Socket();
    private final DataInputStream in;

    public RawClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /// @param window octets that the system takes for him, where it is not to choose
    public RawClient(InetSocketAddress server, int window) throws IOException {
        if (window > 0) {
            socket.setReceiveBufferSize(window);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(server, PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    public static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// The next answer to a request that is not HEAD.
    public Reply receive() throws IOException {
        return receive(true);
    }

    public Reply receive(boolean hasBody) throws IOException {
        var status = line();
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new AssertionError("expected an answer, found '" + status + "'");
        }
        var fields = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        return new Reply(code, fields, hasBody ? body(fields) : "");
    }

    /// Of what comes to no end, nothing.
    private String body(Map<String, String> fields) throws IOException {
        if ("text/event-stream".equals(fields.get("content-type"))) {
            return "";
        }
        var body = new ByteArrayOutputStream();
        var length = fields.get("content-length");
        if (length != null) {
            take(Integer.parseInt(length), body);
        } else if ("chunked".equals(fields.get("transfer-encoding"))) {
            for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
                take(chunk, body);
                line();
            }
            line();
        } else {
            in.transferTo(body);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void take(int length, ByteArrayOutputStream to) throws IOException {
        var octets = new byte[length];
        in.readFully(octets);
        to.writeBytes(octets);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.readByte(); octet != '\n'; octet = in.readByte()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /// Whether the server has ended the connection behind what was received.
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
