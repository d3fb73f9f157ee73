package dev.evpnd.it.bounds;

import dev.evpnd.testbed.host.Waiting;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MpReachNlri;
import dev.evpnd.wire.attribute.MpUnreachNlri;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.message.Keepalive;
import dev.evpnd.wire.message.Open;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that comes back whenever evpnd does. It remembers what it announces, and keeps what it
/// is told as a table: whole, as far as a route goes.
final class Client implements AutoCloseable {
    private static final int HOLD = 90;
    private static final int RESTART_SECONDS = 60;

    /// What is told of a route.
    ///
    /// @param attributes all but MP_REACH_NLRI, in octets
    record Told(Octets attributes, MpNextHop nextHop, EvpnRoute route) {}

    private final String address;
    private final int port;
    private final boolean graceful;
    private final Map<Octets, Update> own = new LinkedHashMap<>();
    private final Map<Octets, Told> table = new ConcurrentHashMap<>();

    /// Of the session before.
    private final Set<Octets> stale = new HashSet<>();

    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
    private Optional<Talker> session = Optional.empty();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean closed;

    /// @param graceful whether it keeps the routes of evpnd while that restarts
    Client(String address, int port, boolean graceful) {
        this.address = address;
        this.port = port;
        this.graceful = graceful;
        thread.start();
    }

    // What it announces.

    void announce(PathAttributes attributes, EvpnRoute route) throws IOException {
        var nextHop = MpNextHop.of(dev.evpnd.wire.address.IpAddress.parse(address));
        var reach = new MpReachNlri(nextHop, new EvpnNlri(List.of(Nlri.of(route))));
        var update = Update.of(attributes.with(reach));
        synchronized (own) {
            own.put(route.key(), update);
            say(update);
        }
    }

    void withdraw(EvpnRoute route) throws IOException {
        synchronized (own) {
            if (own.remove(route.key()) != null) {
                var gone = new EvpnNlri(List.of(Nlri.of(route)));
                say(Update.of(PathAttributes.of(new MpUnreachNlri(gone))));
            }
        }
    }

    /// What is not said now is told in the next session, or was never said.
    private void say(Update update) {
        session.ifPresent(
                talker -> {
                    try {
                        talker.send(update);
                    } catch (IOException lost) {
                        session = Optional.empty();
                    }
                });
    }

    Set<Octets> announced() {
        synchronized (own) {
            return Set.copyOf(own.keySet());
        }
    }

    // What it is told.

    Map<Octets, Told> table() {
        return Map.copyOf(table);
    }

    /// How many routes it was told of in this session.
    int told() {
        return told.get();
    }

    private void run() {
        while (!closed) {
            Waiting.ask(Reflector.LIMIT, this::connect, it -> closed || it.isPresent())
                    .ifPresent(this::listen);
        }
    }

    private Optional<Talker> connect() {
        try {
            var talker = Talker.connect(address, port);
            told.set(0);
            keepOrForget(talker.establish(HOLD, capabilities()));
            synchronized (own) {
                talker.send(everything());
                session = Optional.of(talker);
            }
            return session;
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private List<Capability> capabilities() {
        var families = new Multiprotocol(AddressFamily.L2VPN_EVPN);
        var entry =
                new GracefulRestart.Entry(
                        AddressFamily.L2VPN_EVPN, GracefulRestart.Entry.FORWARDING_STATE);
        return graceful
                ? List.of(families, new GracefulRestart(0, RESTART_SECONDS, List.of(entry)))
                : List.of(families);
    }

    private byte[] everything() throws IOException {
        var octets = new ByteArrayOutputStream();
        for (var update : own.values()) {
            octets.write(Talker.octets(update));
        }
        octets.write(Talker.octets(Update.endOfRib(AddressFamily.L2VPN_EVPN)));
        return octets.toByteArray();
    }

    /// What is stale stays only if evpnd has kept its forwarding state.
    private void keepOrForget(Open open) {
        boolean kept =
                open.capabilities().stream()
                        .filter(GracefulRestart.class::isInstance)
                        .flatMap(each -> ((GracefulRestart) each).entries().stream())
                        .anyMatch(GracefulRestart.Entry::forwardingPreserved);
        if (!kept) {
            forgetStale();
        }
    }

    private void forgetStale() {
        table.keySet().removeAll(stale);
        stale.clear();
    }

    private void listen(Talker talker) {
        try (talker) {
            while (!closed) {
                switch (talker.receive()) {
                    case Update update -> take(update);
                    case Keepalive alive -> talker.send(alive);
                    default -> throw new IOException("evpnd ends the session");
                }
            }
        } catch (IOException lost) {
            synchronized (own) {
                session = Optional.empty();
            }
            stale.addAll(table.keySet());
            if (!graceful) {
                forgetStale();
            }
        }
    }

    private void take(Update update) {
        if (update.isEndOfRib()) {
            forgetStale();
        }
        update.mpUnreach().ifPresent(gone -> routes(gone.nlri()).forEach(this::remove));
        update.mpReach()
                .ifPresent(
                        reach -> {
                            var attributes = octets(update.pathAttributes(), reach);
                            for (var route : routes(reach.nlri())) {
                                put(new Told(attributes, reach.nextHop(), route));
                            }
                        });
    }

    private static List<EvpnRoute> routes(NlriField field) {
        return ((EvpnNlri) field).routes().stream().map(Nlri::route).toList();
    }

    private static Octets octets(PathAttributes attributes, MpReachNlri reach) {
        var writer = new OctetWriter();
        attributes.without(reach.code()).encode(writer, Negotiated.DEFAULT);
        return writer.toOctets();
    }

    private void put(Told route) {
        var key = route.route().key();
        table.put(key, route);
        stale.remove(key);
        told.incrementAndGet();
    }

    private void remove(EvpnRoute route) {
        table.remove(route.key());
        stale.remove(route.key());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (own) {
            if (session.isPresent()) {
                session.get().close();
            }
        }
    }
}
