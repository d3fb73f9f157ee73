package dev.evpnd.speaker.console;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.PeerView;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.Multiprotocol;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `clear bgp`: sessions begin anew, or what passes over them is told again.
final class ClearCommands {
    private final Inspection inspection;

    ClearCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    void clear(Arguments arguments) {
        var peers = peers(arguments);
        boolean in = arguments.has("in");
        boolean out = arguments.has("out");
        boolean both = arguments.has("soft") && !in && !out;
        if (!in && !out && !both) {
            peers.forEach(inspection.orders()::reset);
            return;
        }
        var families = families(arguments);
        for (var peer : peers) {
            if (in || both) {
                inspection.orders().renewIn(peer, families);
            }
            if (out || both) {
                inspection.orders().renewOut(peer, families);
            }
        }
    }

    private static Set<RouteFamily> families(Arguments arguments) {
        return arguments.has("evpn")
                ? EnumSet.of(RouteFamily.EVPN)
                : EnumSet.allOf(RouteFamily.class);
    }

    // Which peers are meant, and what FRR says where there are none.

    private List<IpAddress> peers(Arguments arguments) {
        var address = arguments.find(Words.NEIGHBOR, IpAddress.class);
        if (address.isPresent()) {
            return List.of(one(address.get()));
        }
        var name = arguments.find(OperatingCommands.NAME, String.class);
        if (name.isPresent()) {
            return List.of(named(name.get()));
        }
        var group = arguments.find(OperatingCommands.GROUP, String.class);
        if (group.isPresent()) {
            return ofGroup(group.get(), arguments);
        }
        var as = arguments.find(Words.AS, Asn.class);
        if (as.isPresent()) {
            return ofAs(as.get(), arguments);
        }
        var local = inspection.settings().localAs();
        return arguments.has("external")
                ? all(arguments, peer -> !peer.remoteAs().equals(Optional.of(local)))
                : all(arguments, _ -> true);
    }

    private IpAddress one(IpAddress address) {
        return inspection.peers().all().stream()
                .map(each -> each.status().address())
                .filter(address::equals)
                .findFirst()
                .orElseThrow(() -> OperatingCommands.unknown(address));
    }

    /// A peer may call itself as it likes, and as another does.
    private IpAddress named(String name) {
        var called =
                inspection.peers().all().stream()
                        .filter(
                                each ->
                                        each.announced(Fqdn.class)
                                                .filter(it -> it.hostName().equals(name))
                                                .isPresent())
                        .map(each -> each.status().address())
                        .toList();
        if (called.isEmpty()) {
            throw new QueryFailure("Malformed address or name: " + name);
        }
        if (called.size() > 1) {
            throw new QueryFailure(
                    "%d peers call themselves %s: %s"
                            .formatted(called.size(), name, joined(called)));
        }
        return called.getFirst();
    }

    private static String joined(List<IpAddress> addresses) {
        return String.join(", ", addresses.stream().map(IpAddress::toString).toList());
    }

    private List<IpAddress> ofGroup(String group, Arguments arguments) {
        var members = all(arguments, each -> isIn(group, each));
        if (members.isEmpty()) {
            throw new QueryFailure("BGP: No such peer-group " + group);
        }
        return members;
    }

    private static boolean isIn(String group, PeerView peer) {
        return peer.status().settings().group().equals(Optional.of(group));
    }

    private List<IpAddress> ofAs(Asn as, Arguments arguments) {
        var peers = all(arguments, each -> each.remoteAs().equals(Optional.of(as)));
        if (peers.isEmpty()) {
            throw new QueryFailure(
                    "BGP: No %s peer is configured with AS %s"
                            .formatted(arguments.has("evpn") ? "L2VPN EVPN" : "Unknown", as));
        }
        return peers;
    }

    private List<IpAddress> all(Arguments arguments, Predicate<PeerView> asked) {
        return inspection.peers().all().stream()
                .filter(asked)
                .filter(each -> !arguments.has("evpn") || isForEvpn(each))
                .map(each -> each.status().address())
                .toList();
    }

    private static boolean isForEvpn(PeerView peer) {
        return peer.status()
                .settings()
                .session()
                .capabilities()
                .contains(new Multiprotocol(RouteFamily.EVPN.family()));
    }
}
