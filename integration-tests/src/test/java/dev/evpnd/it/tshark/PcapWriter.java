package dev.evpnd.it.tshark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// A pcap file of TCP segments towards port 179, each in an IPv4 packet in an Ethernet frame.
///
/// A stream has a name here, and a port of its own that it comes from. Its sequence numbers go on
/// without a gap, and there is no handshake. Checksums are zero: tshark does not look at them
/// unless asked to.
final class PcapWriter {
    private static final int BGP_PORT = 179;
    private static final int FIRST_SOURCE_PORT = 50_000;
    private static final int ETHERNET_LENGTH = 14;
    private static final int IP_LENGTH = 20;
    private static final int TCP_LENGTH = 20;

    /// The longest payload that the Total Length of IPv4 has room for.
    private static final int MOST_OCTETS = 0xffff - IP_LENGTH - TCP_LENGTH;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Map<String, Stream> streams = new HashMap<>();
    private int packets;

    PcapWriter() {
        var header = ByteBuffer.allocate(24);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(0x40000);
        header.putInt(1); // LINKTYPE_ETHERNET
        file.writeBytes(header.array());
    }

    /// Adds a segment, a second after the one before.
    void write(String stream, byte[] payload) {
        if (payload.length > MOST_OCTETS) {
            throw new IllegalArgumentException("a packet has at most 65535 octets");
        }
        int length = ETHERNET_LENGTH + IP_LENGTH + TCP_LENGTH + payload.length;
        var packet = ByteBuffer.allocate(16 + length);
        packet.putInt(packets++).putInt(0).putInt(length).putInt(length);
        ethernet(packet);
        ip(packet, payload.length);
        tcp(packet, streams.computeIfAbsent(stream, this::newStream), payload.length);
        packet.put(payload);
        file.writeBytes(packet.array());
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    private static void ethernet(ByteBuffer packet) {
        packet.putInt(0x02000000).putShort((short) 2); // destination
        packet.putInt(0x02000000).putShort((short) 1); // source
        packet.putShort((short) 0x0800);
    }

    private static void ip(ByteBuffer packet, int payloadLength) {
        packet.putShort((short) 0x4500);
        packet.putShort((short) (IP_LENGTH + TCP_LENGTH + payloadLength));
        packet.putInt(0); // no fragment
        packet.put((byte) 64).put((byte) 6).putShort((short) 0);
        packet.putInt(0xc0000201).putInt(0xc0000202);
    }

    private Stream newStream(String name) {
        return new Stream(FIRST_SOURCE_PORT + streams.size());
    }

    private static void tcp(ByteBuffer packet, Stream stream, int payloadLength) {
        packet.putShort((short) stream.port).putShort((short) BGP_PORT);
        packet.putInt(stream.sequence).putInt(1);
        stream.sequence += payloadLength;
        packet.putShort((short) 0x5018); // five words, PSH and ACK
        packet.putShort((short) 0xffff).putInt(0);
    }

    private static final class Stream {
        private final int port;
        private int sequence = 1;

        private Stream(int port) {
            this.port = port;
        }
    }
}
