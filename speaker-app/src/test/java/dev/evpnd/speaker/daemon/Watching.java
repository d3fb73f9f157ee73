package dev.evpnd.speaker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// One who gives a command at a daemon's socket whose answer goes on and on, and reads it when a
/// test says so.
final class Watching implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final SocketChannel channel;
    private final BufferedInputStream in;
    private final StringBuilder begun = new StringBuilder();
    private final Deque<String> lines = new ArrayDeque<>();

    /// By the events it was told: what it takes to be best, by the keys of routes.
    final Map<String, JsonNode> best = new HashMap<>();

    /// How often it was told that it has to begin anew.
    int resyncs;

    /// How many changes it was told it was not told.
    long coalesced;

    Watching(Path socket, String command) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
        channel.write(
                ByteBuffer.wrap(("command " + command + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /// Waits until what changes from now on is told.
    Watching awaitBegin() throws IOException {
        assertThat(piece()).isEqualTo("wait 0");
        return this;
    }

    /// The next piece, with the text of one that has some among the lines.
    String piece() throws IOException {
        var head = head();
        begun.append(new String(octets(head), StandardCharsets.UTF_8));
        int end = begun.indexOf("\n");
        while (end >= 0) {
            lines.add(begun.substring(0, end));
            begun.delete(0, end + 1);
            end = begun.indexOf("\n");
        }
        return head;
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("it has ended behind '" + head + "'");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private byte[] octets(String head) throws IOException {
        return in.readNBytes(Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1)));
    }

    /// The next line of the answer, awaited.
    String line() throws IOException {
        while (lines.isEmpty()) {
            piece();
        }
        return lines.remove();
    }

    /// All of an answer that ends as it should, however long its lines.
    String whole() throws IOException {
        var all = new ByteArrayOutputStream();
        var head = head();
        while (head.startsWith("text")) {
            all.write(octets(head));
            head = head();
        }
        assertThat(head).isEqualTo("done 0");
        return all.toString(StandardCharsets.UTF_8);
    }

    /// What the end of the answer says.
    String end() throws IOException {
        while (true) {
            var head = piece();
            if (!head.startsWith("text") && !head.startsWith("wait")) {
                return begun.toString();
            }
        }
    }

    /// Takes the next event, awaited.
    JsonNode event() throws IOException {
        var event = JSON.readTree(line());
        switch (event.get("event").stringValue()) {
            case "gained", "changed", "present" ->
                    best.put(event.get("key").stringValue(), event.get("path"));
            case "lost" -> best.remove(event.get("key").stringValue());
            case "coalesced" -> coalesced += event.get("changes").longValue();
            case "resync" -> {
                resyncs++;
                coalesced += event.get("changes").longValue();
                best.clear();
            }
            case "resynced" -> {
                // What is not there now is none.
            }
            default -> throw new AssertionError(event.toString());
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
