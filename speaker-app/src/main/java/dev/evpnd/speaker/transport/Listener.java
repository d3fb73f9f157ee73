package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpPrefix;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/// A socket that peers connect to.
public final class Listener {
    private static final byte[] NO_KEY = new byte[0];

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

    /// Takes the connections that come, and those that have waited.
    public void take() {
        channel.config().setAutoRead(true);
    }

    /// Which peers have to sign what they send from now on. Those that are not among them connect
    /// without: whether that is right is for whoever is told of the connection.
    ///
    /// @throws UnsupportedOperationException where there are no passwords
    public void setPasswords(Passwords passwords) {
        if (!isLinux) {
            if (!passwords.isEmpty()) {
                throw new UnsupportedOperationException("TCP MD5 needs Linux");
            }
            return;
        }
        var keys = new HashMap<InetAddress, byte[]>();
        passwords
                .peers()
                .forEach(
                        (peer, password) ->
                                keys.put(
                                        SocketAddresses.inet(peer),
                                        SocketOptions.octets(password)));
        channel.config().setOption(EpollChannelOption.TCP_MD5SIG, keys);
        var gone = new HashSet<>(keyed);
        gone.removeAll(passwords.ranges().keySet());
        gone.forEach(range -> setKey(range, NO_KEY));
        passwords
                .ranges()
                .forEach((range, password) -> setKey(range, SocketOptions.octets(password)));
        keyed = passwords.ranges().keySet();
    }

    private void setKey(IpPrefix range, byte[] key) {
        channel.config().setOption(Md5Prefix.OPTION, Md5Prefix.of(range, key));
    }

    /// No peer connects any more; connections that are there stay.
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
