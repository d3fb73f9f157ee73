package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpPrefix;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A socket that peers connect to.
public final class Listener {
    private final Channel channel;
    private final boolean isLinux;
    private Set<IpPrefix> keyed = Set.of();

    Listener(Channel channel, boolean isLinux) {
        this.channel = channel;
        this.isLinux = isLinux;
    }

    /// Where it listens: with the port that the system chose, if that was left to it.
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// Which peers have to sign what they send, and how (RFC 2385). Those that are not among them
    /// connect without: whether that is right is for whoever is told of the connection.
    public void setPasswords(Map<InetAddress, String> peers, Map<IpPrefix, String> prefixes) {
        if (!isLinux) {
            if (!peers.isEmpty() || !prefixes.isEmpty()) {
                throw new UnsupportedOperationException("TCP MD5 needs Linux");
            }
            return;
        }
        var keys = new HashMap<InetAddress, byte[]>();
        peers.forEach((peer, password) -> keys.put(peer, SocketOptions.octets(password)));
        channel.config().setOption(EpollChannelOption.TCP_MD5SIG, keys);
        var gone = new HashSet<>(keyed);
        gone.removeAll(prefixes.keySet());
        gone.forEach(
                prefix ->
                        channel.config()
                                .setOption(Md5Prefix.OPTION, Md5Prefix.of(prefix, new byte[0])));
        new LinkedHashMap<>(prefixes)
                .forEach(
                        (prefix, password) ->
                                channel.config()
                                        .setOption(
                                                Md5Prefix.OPTION,
                                                Md5Prefix.of(
                                                        prefix, SocketOptions.octets(password))));
        keyed = Set.copyOf(prefixes.keySet());
    }

    /// No peer connects any more; connections that are there stay.
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
