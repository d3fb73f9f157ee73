package dev.evpnd.rib.out;

import dev.evpnd.rib.peer.PeerKind;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.Subject;
import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.store.IntList;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What becomes of a path on its way to the members of a group: nothing, the same, or the same with
/// what a policy made of its attributes.
///
/// It is a function of the path and nothing else. Attributes that a policy made are held until
/// [#release], as numbers mean nothing without.
final class Exporter {
    /// In place of addresses that the policy does not look at.
    private static final IpAddress ANYBODY = new Ipv4Address(0);

    private final Routes routes;
    private final View view;
    private final @Nullable Policy policy;
    private final boolean shared;

    /// What was made of attributes and source, where routes do not matter.
    private final Map<Origin, Content> made = new HashMap<>();

    private final IntList heldAttributes = new IntList();
    private final IntList heldRemainders = new IntList();

    private @Nullable AttributeSet recordsOf;
    private @Nullable PathAttributes records;

    private record Origin(int source, int attributes) {}

    Exporter(Routes routes, View view) {
        this.routes = routes;
        this.view = view;
        this.policy = view.policy();
        this.shared = policy != null && !policy.looksAtRoute();
    }

    /// Whether what is chosen is told as it is, to all or to none by the attributes alone.
    boolean isPlain() {
        return policy == null;
    }

    /// What is told of a path with this content; nothing of one without a source.
    Content export(int destination, int source, int attributes, int remainder) {
        if (source == Source.NONE
                || !view.passes(source, routes.attributes().get(attributes).propagation())) {
            return Content.NOTHING;
        }
        if (policy == null) {
            return new Content(source, attributes, remainder);
        }
        if (!shared) {
            return apply(policy, destination, source, attributes, remainder);
        }
        var origin = new Origin(source, attributes);
        var known = made.get(origin);
        if (known == null) {
            known = apply(policy, destination, source, attributes, remainder);
            made.put(origin, known);
            hold(attributes);
        }
        return known.source() == Source.NONE
                ? known
                : new Content(source, known.attributes(), remainder);
    }

    private Content apply(
            Policy applied, int destination, int source, int attributes, int remainder) {
        var set = routes.attributes().get(attributes);
        var subject = subject(set, destination, source, remainder);
        return switch (applied.apply(subject)) {
            case Verdict.Deny deny -> Content.NOTHING;
            case Verdict.Permit permit -> {
                var nextHop =
                        permit.nextHopGiven() ? permit.nextHop() : ruled(permit.nextHop(), source);
                int changed = intern(set, nextHop, permit.attributes());
                var route = permit.changedRoute();
                yield new Content(source, changed, route == null ? remainder : remainderOf(route));
            }
        };
    }

    /// What the policy says of a path that passes, or null where there is no policy.
    @Nullable Verdict verdict(int destination, int source, int attributes, int remainder) {
        return policy == null
                ? null
                : policy.apply(
                        subject(
                                routes.attributes().get(attributes),
                                destination,
                                source,
                                remainder));
    }

    private Subject subject(AttributeSet set, int destination, int source, int remainder) {
        var attributes = records(set);
        boolean local = Source.kind(source) == PeerKind.LOCAL;
        if (view.kind() == PeerKind.EXTERNAL && !view.isTransparentTo(source) && !local) {
            // RFC 4271 section 5.1.4; a policy may give it another.
            attributes = attributes.without(AttributeCode.MULTI_EXIT_DISC);
        }
        return new Subject(
                () -> routes.route(destination, remainder),
                set.mpNextHop(),
                attributes,
                0,
                Objects.requireNonNullElse(view.policyPeer(), ANYBODY),
                Objects.requireNonNullElse(view.ownAddress(), ANYBODY),
                local);
    }

    /// The routes of a set come one after the other, most of the time.
    @SuppressWarnings("ReferenceEquality") // equal sets are one object
    private PathAttributes records(AttributeSet set) {
        var known = records;
        if (known == null || recordsOf != set) {
            known = set.attributes();
            records = known;
            recordsOf = set;
        }
        return known;
    }

    private MpNextHop ruled(MpNextHop nextHop, int source) {
        var ours = view.nextHopInPlace(source);
        return ours == null ? nextHop : MpNextHop.of(ours);
    }

    private int intern(AttributeSet set, MpNextHop nextHop, PathAttributes attributes) {
        int number = routes.attributes().intern(set.weight(), nextHop, attributes).number();
        hold(number);
        return number;
    }

    private void hold(int attributes) {
        routes.attributes().retain(attributes);
        heldAttributes.add(attributes);
    }

    private int remainderOf(EvpnRoute route) {
        byte[] octets = Routes.remainder(route).toByteArray();
        int remainder = routes.remainders().retain(octets, 0, octets.length);
        heldRemainders.add(remainder);
        return remainder;
    }

    /// Lets go of what was made since the last time.
    void release() {
        made.clear();
        recordsOf = null;
        records = null;
        for (int i = 0; i < heldAttributes.size(); i++) {
            routes.attributes().release(heldAttributes.get(i));
        }
        for (int i = 0; i < heldRemainders.size(); i++) {
            routes.remainders().release(heldRemainders.get(i));
        }
        heldAttributes.clear();
        heldRemainders.clear();
    }
}
