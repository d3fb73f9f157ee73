package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;

import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.Socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// TCP MD5 keys for whole prefixes, which Linux has since 4.13: `struct tcp_md5sig` with
/// `TCP_MD5SIG_EXT`.
///
/// ```
/// | sockaddr_storage (128) | flags (1) | prefixlen (1) | keylen (2) | ifindex (4) | key (80) |
/// ```
final class Md5Prefix {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_MD5SIG_EXT = 32;
    private static final int LENGTH = 216;
    private static final int FLAG_PREFIX = 1;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int SIN_ADDR_OFFSET = 4;
    private static final int SIN6_ADDR_OFFSET = 8;
    private static final int FLAGS_OFFSET = 128;
    private static final int KEY_OFFSET = 136;

    static final RawUnixChannelOption OPTION =
            new RawUnixChannelOption("TCP_MD5SIG_EXT", IPPROTO_TCP, TCP_MD5SIG_EXT, LENGTH);

    private Md5Prefix() {}

    /// The key of a prefix; an empty one takes it away.
    ///
    /// Where there is IPv6 the socket is one of it, so that an IPv4 address is written as one
    /// mapped into it; the length is that of the IPv4 prefix all the same.
    static ByteBuffer of(IpPrefix prefix, byte[] key) {
        var struct = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.nativeOrder());
        if (Socket.isIPv6Preferred()) {
            struct.putShort(0, AF_INET6);
            struct.put(SIN6_ADDR_OFFSET, mapped(prefix.address()));
        } else {
            struct.putShort(0, AF_INET);
            struct.put(SIN_ADDR_OFFSET, SocketAddresses.inet(prefix.address()).getAddress());
        }
        struct.put(FLAGS_OFFSET, (byte) FLAG_PREFIX);
        struct.put(FLAGS_OFFSET + 1, (byte) prefix.length());
        struct.putShort(FLAGS_OFFSET + 2, (short) key.length);
        struct.put(KEY_OFFSET, key);
        return struct;
    }

    private static byte[] mapped(IpAddress address) {
        var octets = ByteBuffer.allocate(16);
        switch (address) {
            case Ipv4Address(int bits) -> octets.putLong(0).putInt(0xffff).putInt(bits);
            case Ipv6Address(long high, long low) -> octets.putLong(high).putLong(low);
        }
        return octets.array();
    }
}
