package dev.evpnd.rib.model;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What becomes of a path on its way from one peer.
final class NaiveImport {
    /// This speaker's own, in the network of its peers' next hops.
    static final Ipv4Address OWN_NEXT_HOP = Ipv4Address.parse("10.1.0.99");

    private final Peer from;
    private final ImportSettings settings;
    private final NaiveTraits speaker;

    NaiveImport(Peer from, ImportSettings settings, NaiveTraits speaker) {
        this.from = from;
        this.settings = settings;
        this.speaker = speaker;
    }

    /// What the peer says, without what is not for it to say (RFC 4271 section 5.1.5, RFC 7606
    /// sections 7.9 and 7.10).
    static NaivePath heard(NaivePath path) {
        return path.peer().kind() == PeerKind.EXTERNAL
                ? new NaivePath(
                        path.peer(), path.route(), path.nextHop(), fromOutside(path.attributes()))
                : path;
    }

    private static PathAttributes fromOutside(PathAttributes attributes) {
        return attributes
                .without(AttributeCode.LOCAL_PREF)
                .without(AttributeCode.ORIGINATOR_ID)
                .without(AttributeCode.CLUSTER_LIST);
    }

    /// Whether a path is kept at all: not where it has been here before.
    boolean isKept(NaivePath path) {
        if (from.kind() == PeerKind.LOCAL) {
            return true;
        }
        var attributes = path.attributes();
        boolean begunHere =
                attributes
                        .find(OriginatorId.class)
                        .filter(id -> id.originator().equals(NaiveSpeaker.HERE))
                        .isPresent();
        boolean reflectedHere =
                attributes
                        .find(ClusterList.class)
                        .filter(list -> list.asList().contains(speaker.clusterId()))
                        .isPresent();
        return !begunHere
                && !reflectedHere
                && !leadsHere(path)
                && beginsWithItsAs(attributes)
                && !isLoop(numbers(attributes), NaiveSpeaker.AS)
                && (settings.localAs() == null
                        || !isLoop(numbers(attributes), settings.localAs().asn()));
    }

    private boolean leadsHere(NaivePath path) {
        return speaker.addresses().stream()
                .anyMatch(
                        own -> {
                            var octets = new OctetWriter();
                            own.encode(octets);
                            return path.nextHop().equals(octets.toOctets());
                        });
    }

    /// RFC 4271 section 6.3
    private boolean beginsWithItsAs(PathAttributes attributes) {
        var numbers = numbers(attributes);
        return from.kind() != PeerKind.EXTERNAL
                || !settings.enforceFirstAs()
                || !numbers.isEmpty() && numbers.getFirst() == from.asn().number();
    }

    private static List<Integer> numbers(PathAttributes attributes) {
        return attributes.find(AsPath.class).orElseThrow().segments().stream()
                .flatMapToInt(segment -> segment.numbers().stream())
                .boxed()
                .toList();
    }

    /// RFC 4271 section 9.1.2
    private boolean isLoop(List<Integer> numbers, Asn asn) {
        int here = asn.number();
        int times = Collections.frequency(numbers, here);
        if (times > settings.ownAs().times()) {
            return true;
        }
        var last = numbers.subList(numbers.size() - times, numbers.size());
        return settings.ownAs().originOnly() && last.stream().anyMatch(as -> as != here);
    }

    /// The AS that the peer takes this speaker to be in has told of the route, too.
    private NaivePath throughLocalAs(NaivePath path) {
        var localAs = settings.localAs();
        if (from.kind() != PeerKind.EXTERNAL || localAs == null || !localAs.prepended()) {
            return path;
        }
        var asPath = path.attributes().find(AsPath.class).orElseThrow().prepend(localAs.asn());
        return new NaivePath(
                path.peer(), path.route(), path.nextHop(), path.attributes().with(asPath));
    }

    /// What the path counts as; nothing if it may not be chosen.
    Optional<NaivePath> counted(NaivePath said) {
        var path = throughLocalAs(said);
        var policy = settings.policy();
        // RFC 8212
        if (from.kind() == PeerKind.EXTERNAL && settings.requiresPolicy() && policy == null) {
            return Optional.empty();
        }
        if (policy == null || !(path.route() instanceof NaiveRoute.Evpn)) {
            return Optional.of(path);
        }
        return NaivePolicy.of(policy)
                .apply(
                        new NaivePolicy.Offer(
                                path, path.attributes(), from.address(), from.address()))
                .map(
                        permitted ->
                                new NaivePath(
                                        path.peer(),
                                        permitted.route(),
                                        permitted.nextHop(),
                                        permitted.attributes()));
    }
}
