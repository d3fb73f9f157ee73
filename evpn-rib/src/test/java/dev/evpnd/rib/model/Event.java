package dev.evpnd.rib.model;

import dev.evpnd.rib.in.SessionEnd;
import dev.evpnd.rib.instance.MacVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Something that happens to a RIB, as data.
///
/// Peers are known by small numbers that outlive their sessions, routes by their place in
/// [Scenario#routes]. An event of a peer without a session is passed over, so that a list of events
/// means something with any of them left out.
sealed interface Event {
    /// Events that say less, to be tried in place of this one where it is too much to read.
    default Stream<Event> simpler() {
        return Stream.empty();
    }

    /// A session comes up; passed over where the peer has one.
    record PeerUp(int peer, Session session, PeerSettings settings) implements Event {
        @Override
        public Stream<Event> simpler() {
            var plain = Session.of(session.kind());
            return Stream.concat(
                    Stream.of(new PeerUp(peer, plain, settings)).filter(each -> !each.equals(this)),
                    less(settings).map(plainer -> new PeerUp(peer, session, plainer)));
        }
    }

    record PeerDown(int peer, SessionEnd how) implements Event {
        @Override
        public Stream<Event> simpler() {
            return how == SessionEnd.FINAL
                    ? Stream.empty()
                    : Stream.of(new PeerDown(peer, SessionEnd.FINAL));
        }
    }

    /// A next hop can be reached, at a distance.
    record NextHopFound(Ipv4Address address, int metric) implements Event {}

    /// A next hop cannot be reached any more.
    record NextHopLost(Ipv4Address address) implements Event {}

    /// So much time goes by.
    record Tick(int seconds) implements Event {}

    /// A peer is about to tell again all that it has of a family; passed over where it has not
    /// enhanced route refresh.
    record BeginRefresh(int peer, AddressFamily family) implements Event {}

    /// It has told all.
    record EndRefresh(int peer, AddressFamily family) implements Event {}

    /// A peer tells again what it was asked for.
    record Answer(int peer) implements Event {}

    /// What happens to this speaker as a VTEP.
    sealed interface OfVtep extends Event {}

    record ConfigureMacVrf(MacVrfSettings settings) implements OfVtep {}

    record UnconfigureMacVrf(Vni vni) implements OfVtep {}

    /// The kernel learns a MAC address here; passed over where there is no such MAC-VRF.
    record Learn(Vni vni, MacAddress mac) implements OfVtep {}

    record Age(Vni vni, MacAddress mac) implements OfVtep {}

    /// The End-of-RIB marker of EVPN.
    record EndOfRib(int peer) implements Event {}

    /// A peer announces EVPN routes; what its session does not let it say is left out.
    ///
    /// @param pathId of no account where no path identifiers were negotiated
    record Announce(
            int peer,
            List<Integer> routes,
            int pathId,
            Ipv4Address nextHop,
            PathAttributes attributes)
            implements Event {
        @Override
        public Stream<Event> simpler() {
            return Stream.concat(
                    less(routes).map(some -> new Announce(peer, some, pathId, nextHop, attributes)),
                    less(attributes)
                            .map(some -> new Announce(peer, routes, pathId, nextHop, some)));
        }
    }

    record Withdraw(int peer, List<Integer> routes, int pathId) implements Event {
        @Override
        public Stream<Event> simpler() {
            return less(routes).map(some -> new Withdraw(peer, some, pathId));
        }
    }

    /// This speaker announces EVPN routes of its own.
    record Originate(List<Integer> routes, Ipv4Address nextHop, PathAttributes attributes)
            implements Event {
        @Override
        public Stream<Event> simpler() {
            return Stream.concat(
                    less(routes).map(some -> new Originate(some, nextHop, attributes)),
                    less(attributes).map(some -> new Originate(routes, nextHop, some)));
        }
    }

    /// This speaker takes routes of its own back.
    record WithdrawOwn(List<Integer> routes) implements Event {
        @Override
        public Stream<Event> simpler() {
            return less(routes).map(WithdrawOwn::new);
        }
    }

    /// A peer says what it wants; passed over where it has no Route Target constraint.
    record AnnounceMemberships(
            int peer, List<RouteTargetMembership> memberships, PathAttributes attributes)
            implements Event {
        @Override
        public Stream<Event> simpler() {
            return Stream.concat(
                    less(memberships).map(some -> new AnnounceMemberships(peer, some, attributes)),
                    less(attributes).map(some -> new AnnounceMemberships(peer, memberships, some)));
        }
    }

    record WithdrawMemberships(int peer, List<RouteTargetMembership> memberships) implements Event {
        @Override
        public Stream<Event> simpler() {
            return less(memberships).map(some -> new WithdrawMemberships(peer, some));
        }
    }

    /// The End-of-RIB marker of Route Target memberships.
    record EndOfMemberships(int peer) implements Event {}

    /// This speaker wants a membership itself.
    record OriginateMembership(RouteTargetMembership membership, PathAttributes attributes)
            implements Event {}

    record WithdrawOwnMembership(RouteTargetMembership membership) implements Event {}

    /// The settings of a peer are others from now on.
    record Configure(int peer, PeerSettings settings) implements Event {
        @Override
        public Stream<Event> simpler() {
            return less(settings).map(plainer -> new Configure(peer, plainer));
        }
    }

    /// The speaker is another from now on.
    record Become(NaiveTraits traits) implements Event {}

    /// A peer asks to be told of a family again.
    record Refresh(int peer, AddressFamily family) implements Event {}

    /// So many rows are looked at of what takes longer than an event may.
    record Work(int rows) implements Event {}

    /// So many destinations are settled, at the most.
    record Settle(int most) implements Event {}

    /// A peer is sent what there is for it, up to so many octets.
    record Receive(int peer, int maxOctets) implements Event {}

    /// All is settled, all peers are sent all there is for them, and have to hold what they should.
    record Quiet() implements Event {}

    /// The list with one element less, if there are two.
    private static <T> Stream<List<T>> less(List<T> list) {
        if (list.size() < 2) {
            return Stream.empty();
        }
        return list.stream()
                .map(
                        left -> {
                            var some = new ArrayList<>(list);
                            some.remove(left);
                            return some;
                        });
    }

    private static Stream<PeerSettings> less(PeerSettings settings) {
        var imports = settings.imports();
        var exports = settings.exports();
        return Stream.of(
                        new PeerSettings(ImportSettings.DEFAULT, exports),
                        new PeerSettings(imports.withPolicy(null), exports),
                        new PeerSettings(imports, RandomPeers.PLAIN_EXPORTS))
                .filter(each -> !each.equals(settings));
    }

    /// The attributes without one of those that a route can do without.
    private static Stream<PathAttributes> less(PathAttributes attributes) {
        return attributes.asList().stream()
                .map(PathAttribute::code)
                .filter(code -> code != AttributeCode.ORIGIN && code != AttributeCode.AS_PATH)
                .map(attributes::without);
    }
}
