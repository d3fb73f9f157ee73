package dev.evpnd.testbed.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One who has evpnd list its whole table into a file, as text and as JSON in turns, over and over,
/// and measures how long that takes.
final class Listings {
    private static final String COMMAND = "show bgp evpn route";

    /// 24 lines of 80 characters.
    private static final int SCREEN_OCTETS = 24 * 80;

    private final Path socket;
    private final Path file;
    private final long routes;
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Double> firsts = new ArrayList<>();
    private final List<Double> texts = new ArrayList<>();
    private final List<Double> jsons = new ArrayList<>();

    /// What came out.
    ///
    /// @param firstMillis until a screen was there, each time that text was asked for
    /// @param textPerSecond how many routes a second were listed each time
    /// @param jsonPerSecond the same as JSON
    record Figures(
            List<Double> firstMillis, List<Double> textPerSecond, List<Double> jsonPerSecond) {

        /// Where nobody listed anything.
        static final Figures NONE = new Figures(List.of(), List.of(), List.of());
    }

    /// @param socket where evpnd is asked
    /// @param file that the answers go to
    /// @param routes that the table has
    Listings(Path socket, Path file, long routes) {
        this.socket = socket;
        this.file = file;
        this.routes = routes;
    }

    /// Lists until it is enough.
    Figures run() {
        try {
            while (!enough.get()) {
                texts.add(list("", true));
                jsons.add(list(" json", false));
            }
            return new Figures(firsts, texts, jsons);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    /// The answer that is under way is the last.
    void end() {
        enough.set(true);
    }

    /// @return how many routes a second
    private double list(String format, boolean isScreen) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
                var out = Files.newOutputStream(file)) {
            long begun = System.nanoTime();
            var request = "command " + COMMAND + format + "\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            long octets = piece(in, out);
            while (octets < SCREEN_OCTETS) {
                octets += piece(in, out);
            }
            if (isScreen) {
                firsts.add((System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1));
            }
            int more = piece(in, out);
            while (more > 0) {
                more = piece(in, out);
            }
            return routes * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
        }
    }

    /// @return how many octets of the answer it had; 0 for the end
    private static int piece(InputStream in, OutputStream out) throws IOException {
        var head = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the listing was cut off");
            }
            head.append((char) octet);
        }
        var words = head.toString().split(" ", -1);
        if (words[0].equals("done")) {
            return 0;
        }
        if (!words[0].equals("text")) {
            throw new IOException("the table was not listed: " + head);
        }
        byte[] text = in.readNBytes(Integer.parseInt(words[1]));
        out.write(text);
        return text.length;
    }
}
