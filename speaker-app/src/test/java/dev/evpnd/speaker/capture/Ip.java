package dev.evpnd.speaker.capture;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.OctetWriter;

/// IP packets for tests, with lengths that are right and checksums that are not.
final class Ip {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private Ip() {}

    static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    static byte[] segment(Endpoint from, Endpoint to, int seq, int ack, int flags, byte[] payload) {
        return packet(from.address(), to.address(), 6, tcp(from, to, seq, ack, flags, payload));
    }

    static byte[] tcp(Endpoint from, Endpoint to, int seq, int ack, int flags, byte[] payload) {
        return new OctetWriter()
                .u16(from.port())
                .u16(to.port())
                .u32(seq)
                .u32(ack)
                .u16(5 << 12 | flags)
                .u16(0xffff)
                .u32(0)
                .bytes(payload, 0, payload.length)
                .toByteArray();
    }

    static byte[] packet(IpAddress from, IpAddress to, int protocol, byte[] payload) {
        return from.bitLength() == 32
                ? ipv4(from, to, protocol, 0, new byte[0], payload)
                : ipv6(from, to, protocol, payload);
    }

    static byte[] ipv4(
            IpAddress from, IpAddress to, int protocol, int fragment, byte[] opts, byte[] payload) {
        var writer =
                new OctetWriter()
                        .u8(0x45 + opts.length / 4)
                        .u8(0)
                        .u16(20 + opts.length + payload.length)
                        .u16(1)
                        .u16(fragment)
                        .u8(1)
                        .u8(protocol)
                        .u16(0);
        from.encode(writer);
        to.encode(writer);
        return writer.bytes(opts, 0, opts.length).bytes(payload, 0, payload.length).toByteArray();
    }

    static byte[] ipv6(IpAddress from, IpAddress to, int next, byte[] payload) {
        var writer = new OctetWriter().u32(0x6000_0000).u16(payload.length).u8(next).u8(1);
        from.encode(writer);
        to.encode(writer);
        return writer.bytes(payload, 0, payload.length).toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        var writer = new OctetWriter();
        for (var part : parts) {
            writer.bytes(part, 0, part.length);
        }
        return writer.toByteArray();
    }
}
