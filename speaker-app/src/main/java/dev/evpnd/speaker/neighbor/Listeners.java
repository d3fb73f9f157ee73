package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.speaker.transport.Listener;
import dev.evpnd.speaker.transport.Passwords;
import dev.evpnd.speaker.transport.Transport;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Where this speaker waits for peers, and who of them has to sign what it sends. All but [#listen]
/// is confined to the control loop.
final class Listeners {
    private final Transport transport;
    private final Consumer<Incoming> accepted;
    private final Map<InetSocketAddress, Listener> listeners = new HashMap<>();
    private volatile Passwords passwords = Passwords.NONE;

    /// Whether connections are taken, and do not wait.
    private boolean taking;

    Listeners(Transport transport, Consumer<Incoming> accepted) {
        this.transport = transport;
        this.accepted = accepted;
    }

    /// Listens at another address. Called on a thread that may wait.
    Listener listen(InetSocketAddress address) throws IOException {
        return transport.listen(address, passwords, accepted);
    }

    void add(InetSocketAddress address, Listener listener) {
        listeners.put(address, listener);
        listener.setPasswords(passwords);
        if (taking) {
            listener.take();
        }
    }

    /// Takes connections from now on.
    void take() {
        if (!taking) {
            taking = true;
            listeners.values().forEach(Listener::take);
        }
    }

    void close(InetSocketAddress address) {
        var listener = listeners.remove(address);
        if (listener != null) {
            listener.close();
        }
    }

    void closeAll() {
        listeners.values().forEach(Listener::close);
        listeners.clear();
    }

    void expect(Map<IpAddress, NeighborSettings> neighbors, Collection<ListenRange> ranges) {
        var peers = new HashMap<IpAddress, String>();
        neighbors.forEach(
                (address, settings) ->
                        settings.transport()
                                .password()
                                .ifPresent(password -> peers.put(address, password)));
        var prefixes = new HashMap<IpPrefix, String>();
        for (var range : ranges) {
            range.settings()
                    .transport()
                    .password()
                    .ifPresent(password -> prefixes.put(range.range(), password));
        }
        var expected = new Passwords(peers, prefixes);
        listeners.values().forEach(listener -> listener.setPasswords(expected));
        passwords = expected;
    }
}
