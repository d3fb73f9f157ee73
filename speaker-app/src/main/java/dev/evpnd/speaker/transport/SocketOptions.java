package dev.evpnd.speaker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.Socket;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is set on the socket of a connection before it is used.
///
/// The numbers are those of Linux: `linux/in.h`, `linux/in6.h`, `linux/tcp.h`.
final class SocketOptions {
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_IPV6 = 41;

    private static final IntegerUnixChannelOption IP_TTL =
            new IntegerUnixChannelOption("IP_TTL", IPPROTO_IP, 2);
    private static final IntegerUnixChannelOption IP_MINTTL =
            new IntegerUnixChannelOption("IP_MINTTL", IPPROTO_IP, 21);
    private static final IntegerUnixChannelOption IPV6_UNICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, 16);
    private static final IntegerUnixChannelOption IPV6_MINHOPCOUNT =
            new IntegerUnixChannelOption("IPV6_MINHOPCOUNT", IPPROTO_IPV6, 73);
    private static final IntegerUnixChannelOption TCP_MAXSEG =
            new IntegerUnixChannelOption("TCP_MAXSEG", IPPROTO_TCP, 2);

    private static final int LONGEST_WAY = 255;
    private static final int DSCP_SHIFT = 2;

    private SocketOptions() {}

    /// What holds on any system.
    static Map<ChannelOption<?>, Object> common(TransportSettings settings) {
        var options = new LinkedHashMap<ChannelOption<?>, Object>();
        options.put(ChannelOption.TCP_NODELAY, true);
        options.put(ChannelOption.IP_TOS, settings.dscp() << DSCP_SHIFT);
        return options;
    }

    /// What only Linux' own sockets have.
    static Map<ChannelOption<?>, Object> linux(TransportSettings settings, InetAddress peer) {
        var options = new LinkedHashMap<ChannelOption<?>, Object>();
        boolean ipv4 = peer instanceof Inet4Address;
        switch (settings.ttl()) {
            case TransportSettings.TtlRule.Outgoing(int ttl) ->
                    options.put(ipv4 ? IP_TTL : IPV6_UNICAST_HOPS, ttl);
            case TransportSettings.TtlRule.Security(int hops) -> {
                options.put(ipv4 ? IP_TTL : IPV6_UNICAST_HOPS, LONGEST_WAY);
                options.put(ipv4 ? IP_MINTTL : IPV6_MINHOPCOUNT, LONGEST_WAY + 1 - hops);
            }
        }
        settings.maxSegment().ifPresent(octets -> options.put(TCP_MAXSEG, octets));
        return options;
    }

    /// Of a socket that peers connect to: they are answered by it before anybody knows which of
    /// them it is, and those that ask for GTSM take no answer with less.
    static Map<ChannelOption<?>, Object> ofListener() {
        var options = new LinkedHashMap<ChannelOption<?>, Object>();
        options.put(IP_TTL, LONGEST_WAY);
        if (Socket.isIPv6Preferred()) {
            options.put(IPV6_UNICAST_HOPS, LONGEST_WAY);
        }
        return options;
    }

    /// The password of a connection that this end opens.
    static Map<ChannelOption<?>, Object> password(TransportSettings settings, InetAddress peer) {
        return settings.password()
                .<Map<ChannelOption<?>, Object>>map(
                        password ->
                                Map.of(
                                        EpollChannelOption.TCP_MD5SIG,
                                        Map.of(peer, octets(password))))
                .orElse(Map.of());
    }

    static byte[] octets(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    static void set(Channel channel, Map<ChannelOption<?>, Object> options) {
        options.forEach(
                (option, value) ->
                        channel.config().setOption((ChannelOption<Object>) option, value));
    }
}
