package dev.evpnd.rib.in;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.Subject;
import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What is taken of the routes of one family that one peer announces, and as what.
///
/// Two questions are asked, in this order: whether the route has been here before, for then it is
/// not even kept; and what the policy says. The first is answered by the attributes alone, once for
/// all routes of an UPDATE. So is the second, unless the policy looks at routes; its answers are
/// remembered for the attribute sets that were asked about last.
final class ImportRules {
    /// So many answers of a policy are remembered; sets come in runs.
    private static final int REMEMBERED = 256;

    /// Of a path that another AS is put in front of: where each has a segment of its own, an
    /// attribute has room for a few more.
    private static final int MOST_NUMBERS = 10_000;

    private final Here here;
    private final NextHops nextHops;
    private final Peer peer;
    private final ImportSettings settings;
    private final Routes routes;
    private final byte[][] addresses;
    private final int[] clusters;
    private final @Nullable Policy policy;

    /// What stands in front of the paths of the peer, or null where nothing does.
    private final @Nullable LocalAs prepended;

    private final boolean looksAtRoute;
    private final @Nullable DropReason withoutPolicy;
    private final @Nullable Judgement[] remembered;

    private @Nullable Judgement latest;
    private @Nullable Records records;
    private int applied;

    /// What a set says, in the form in which policies look at it.
    private record Records(AttributeSet set, MpNextHop nextHop, PathAttributes attributes) {}

    ImportRules(Here here, NextHops nextHops, Peer peer, ImportSettings settings, Routes routes) {
        this.nextHops = nextHops;
        this.here = here;
        this.peer = peer;
        this.settings = settings;
        this.routes = routes;
        addresses = here.addresses().stream().map(ImportRules::octets).toArray(byte[][]::new);
        clusters = here.clusterIds().stream().mapToInt(id -> id.bits()).toArray();
        // Memberships pass no policy: they say what a peer asks for, not where anything is. But of
        // an external peer without one not even they are taken (RFC 8212 is about all families):
        // whom no route may be told has nothing to ask for.
        policy = routes.family() == RouteFamily.EVPN ? settings.policy() : null;
        looksAtRoute = policy != null && policy.looksAtRoute();
        var localAs = peer.kind() == PeerKind.EXTERNAL ? settings.localAs() : null;
        prepended = localAs != null && localAs.prepended() ? localAs : null;
        boolean changesSets = policy != null || prepended != null;
        remembered = new @Nullable Judgement[changesSets && !looksAtRoute ? REMEMBERED : 0];
        boolean denies =
                peer.kind() == PeerKind.EXTERNAL
                        && settings.requiresPolicy()
                        && settings.policy() == null;
        withoutPolicy = denies ? DropReason.NO_POLICY : null;
    }

    private static byte[] octets(IpAddress address) {
        var writer = new OctetWriter();
        address.encode(writer);
        return writer.toByteArray();
    }

    /// How often the policy was applied, which costs more than all the rest.
    int applied() {
        return applied;
    }

    /// Whether EVPN routes of this type are kept.
    boolean keepsType(int routeType) {
        return settings.opaque() || EvpnRoute.isRecognized(routeType);
    }

    /// Why routes with these attributes are not kept, or null where they are.
    @Nullable DropReason drops(AttributeSet set) {
        if (peer.kind() == PeerKind.LOCAL) {
            return null;
        }
        if (set.originatorId() == here.identifier().bits()) {
            return DropReason.OWN_ORIGINATOR_ID;
        }
        for (int cluster : clusters) {
            if (set.wasIn(cluster)) {
                return DropReason.CLUSTER_LOOP;
            }
        }
        if (peer.kind() == PeerKind.EXTERNAL
                && settings.enforceFirstAs()
                && set.neighborAs() != peer.asn().number()) {
            return DropReason.FIRST_AS;
        }
        if (isAsLoop(set)) {
            return DropReason.AS_LOOP;
        }
        for (byte[] address : addresses) {
            if (set.hasNextHop(address)) {
                return DropReason.OWN_NEXT_HOP;
            }
        }
        return null;
    }

    private boolean isAsLoop(AttributeSet set) {
        var other = settings.localAs();
        return isLoop(set, here.localAs()) || other != null && isLoop(set, other.asn());
    }

    private boolean isLoop(AttributeSet set, Asn asn) {
        int as = asn.number();
        int count = set.countOfAs(as);
        int allowed =
                settings.ownAs().originOnly()
                        ? Math.min(set.countOfOriginAs(as), settings.ownAs().times())
                        : settings.ownAs().times();
        return count > allowed;
    }

    /// What becomes of a route that is kept. Where its effective attributes are a set that was not
    /// there before, nothing holds that yet.
    Judgement judge(AttributeSet received, int destination, int remainder) {
        if (!looksAtRoute && latest != null && isStillOf(latest, received)) {
            return latest;
        }
        latest = judgeAnew(received, destination, remainder);
        return latest;
    }

    private Judgement judgeAnew(AttributeSet received, int destination, int remainder) {
        var judgement = judgeByPolicy(received, destination, remainder);
        return judgement.ineligible() != null || resolves(judgement.effective())
                ? judgement
                : judgement.withIneligible(DropReason.NEXT_HOP_UNRESOLVED);
    }

    private boolean resolves(AttributeSet effective) {
        return !lookAtNextHops() || nextHops.resolve(effective);
    }

    /// What begins here, and memberships, lead nowhere else.
    boolean lookAtNextHops() {
        return peer.kind() != PeerKind.LOCAL && routes.family() == RouteFamily.EVPN;
    }

    /// Other next hops can be reached than before; policies say what they said.
    void nextHopsChanged() {
        latest = null;
    }

    /// Nothing is left of what was judged: nor is of the sets that were.
    void forget() {
        latest = null;
        records = null;
        Arrays.fill(remembered, null);
    }

    private Judgement judgeByPolicy(AttributeSet received, int destination, int remainder) {
        if (withoutPolicy != null || policy == null && prepended == null) {
            return Judgement.asReceived(received, withoutPolicy);
        }
        if (looksAtRoute) {
            return apply(received, destination, remainder);
        }
        int place = received.number() & REMEMBERED - 1;
        var known = remembered[place];
        if (known != null && isStillOf(known, received)) {
            return known;
        }
        var judgement = apply(received, destination, remainder);
        remembered[place] = judgement;
        return judgement;
    }

    @SuppressWarnings("ReferenceEquality") // a set of equal number and other octets may have come
    private boolean isStillOf(Judgement judgement, AttributeSet received) {
        return judgement.received() == received && routes.attributes().holds(judgement.effective());
    }

    private Judgement apply(AttributeSet received, int destination, int remainder) {
        applied++;
        if (prepended != null && !hasRoom(received)) {
            return Judgement.asReceived(received, DropReason.AS_PATH_TOO_LONG);
        }
        if (policy == null) {
            var known = records(received);
            var effective =
                    routes.attributes()
                            .intern(received.weight(), known.nextHop(), known.attributes());
            return new Judgement(received, effective, null, null);
        }
        var subject = subject(received, destination, remainder);
        return switch (policy.apply(subject)) {
            case Verdict.Deny denied -> Judgement.asReceived(received, DropReason.DENIED_BY_POLICY);
            case Verdict.Permit permitted ->
                    prepended == null && permitted.sameInstance(subject)
                            ? Judgement.asReceived(received, null)
                            : changed(received, permitted);
        };
    }

    private Subject subject(AttributeSet received, int destination, int remainder) {
        var known = records(received);
        return Subject.received(
                () -> routes.route(destination, remainder),
                known.nextHop(),
                known.attributes(),
                received.weight(),
                peer.address());
    }

    /// A policy that looks at routes is asked about each route of a set.
    @SuppressWarnings("ReferenceEquality") // a set of equal number and other octets may have come
    private Records records(AttributeSet set) {
        var known = records;
        if (known == null || known.set() != set) {
            var nextHop = set.mpNextHop();
            known = new Records(set, nextHop, attributes(set));
            records = known;
        }
        return known;
    }

    /// As they count before the policy has seen them.
    private PathAttributes attributes(AttributeSet set) {
        var attributes = set.attributes();
        return prepended == null || !hasRoom(set)
                ? attributes
                : attributes.with(
                        prepended.received(attributes.find(AsPath.class).orElse(AsPath.EMPTY)));
    }

    /// One more AS may take a segment of its own.
    private static boolean hasRoom(AttributeSet set) {
        return set.pathNumbers() < MOST_NUMBERS;
    }

    /// What the policy says of a route, or null where there is none.
    @Nullable Verdict verdict(AttributeSet received, int destination, int remainder) {
        return policy == null ? null : policy.apply(subject(received, destination, remainder));
    }

    private Judgement changed(AttributeSet received, Verdict.Permit permitted) {
        var route = permitted.changedRoute();
        var effective =
                routes.attributes()
                        .intern(permitted.weight(), permitted.nextHop(), permitted.attributes());
        return new Judgement(
                received, effective, null, route == null ? null : Routes.remainder(route));
    }
}
