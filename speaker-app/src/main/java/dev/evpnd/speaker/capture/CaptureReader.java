package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.BigEndian;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads a packet capture and tells all BGP messages of all TCP connections in it.
///
/// The capture is pcap (both byte orders, micro- and nanoseconds) or pcapng, of Ethernet, Linux
/// cooked, raw IP or BSD loopback packets. A connection is BGP when port 179 is on either side, or
/// when a stream of it begins with the header of a BGP message.
///
/// Any input whatever is read to its end or to where it stops making sense, and what was found
/// until then is told; what is wrong with it is a [MalformedCapture] among the events. Memory is
/// bounded by the constants here:
/// - a packet longer than [#MAX_PACKET_SIZE] is a [MalformedCapture] and not used; classic pcap
///   ends there, since nothing says where the next packet is;
/// - when segments waiting for a missing one exceed [#MAX_HELD_PER_STREAM], it counts as lost;
/// - when connections exceed [#MAX_STREAMS], or what they hold [#MAX_HELD], the connection unused
///   for longest is ended as if the capture ended for it. Should it go on, it is a new one.
///
/// ```
/// try (var in = Files.newInputStream(file)) {
///     var summary = CaptureReader.read(in, events::add);
/// }
/// ```
public final class CaptureReader {
    /// What libpcap and Wireshark take for the longest packet.
    public static final int MAX_PACKET_SIZE = 256 * 1024;

    /// More than the receive window of any BGP speaker that was not tuned.
    public static final int MAX_HELD_PER_STREAM = 1024 * 1024;

    /// What a default JVM heap on a small machine has room for.
    public static final long MAX_HELD = 64L * 1024 * 1024;

    /// TCP connections known at once, each with both directions.
    public static final int MAX_STREAMS = 65_536;

    private static final int MAGIC_LENGTH = 4;

    private CaptureReader() {}

    /// Whether an input that begins with these four octets is a capture this reader knows.
    public static boolean looksLikeCapture(byte[] first4) {
        if (first4.length < MAGIC_LENGTH) {
            return false;
        }
        int magic = BigEndian.u32(first4, 0);
        return magic == PcapngFile.SECTION_HEADER_BLOCK || PcapFile.isMagic(magic);
    }

    /// Reads the capture to its end. Events are told as soon as they are certain: a message at the
    /// packet that completes it, a gap when the receiver has acknowledged what is missing, when too
    /// much waits behind it, or at the end of the stream.
    ///
    /// @param in read from where it stands, the magic number first; it is not closed
    /// @throws IOException when the input itself fails, never for what is in it
    public static CaptureSummary read(InputStream in, Consumer<? super CaptureEvent> sink)
            throws IOException {
        return read(in, CaptureLimits.DEFAULT, sink);
    }

    static CaptureSummary read(
            InputStream in, CaptureLimits limits, Consumer<? super CaptureEvent> sink)
            throws IOException {
        var input = new CaptureInput(in);
        var analysis = new CaptureAnalysis(limits, sink);
        var first4 = new byte[MAGIC_LENGTH];
        int magic = input.fill(first4, MAGIC_LENGTH) ? BigEndian.u32(first4, 0) : 0;
        if (magic == PcapngFile.SECTION_HEADER_BLOCK) {
            new PcapngFile(input, analysis).read();
        } else if (PcapFile.isMagic(magic)) {
            new PcapFile(input, magic, analysis).read();
        } else {
            analysis.malformed(0, "the magic number of pcap or pcapng");
        }
        return analysis.finish();
    }
}
