package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.MultiExitDisc;
import dev.evpnd.wire.attribute.PathAttribute;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.OctetWriter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/// A subject on its way through a policy: what of it is changed by now.
///
/// Putting what is there already gives the same passage, so that a route is only ever said to be
/// changed where it is.
///
/// @param changedRoute null as long as no clause changed the route
public record Passage(
        Subject subject,
        @Nullable EvpnRoute changedRoute,
        MpNextHop nextHop,
        boolean nextHopGiven,
        PathAttributes attributes,
        int weight) {

    /// The octets that attributes may have together: an extended message (RFC 8654) without 512 for
    /// its header, a next hop and a route.
    public static final int MOST_OCTETS = Negotiated.EXTENDED_MAX_MESSAGE_LENGTH - 512;

    /// The octets that the value of one attribute may have.
    static final int MOST_VALUE_OCTETS = 0xffff;

    private static final int OPTIONAL_TRANSITIVE =
            AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE;

    static Passage of(Subject subject) {
        var once =
                new Subject(
                        new RouteOnce(subject.route()),
                        subject.nextHop(),
                        subject.attributes(),
                        subject.weight(),
                        subject.peer(),
                        subject.peerAddress(),
                        subject.originatedHere());
        return new Passage(
                once, null, subject.nextHop(), false, subject.attributes(), subject.weight());
    }

    Verdict permit(List<Integer> clauses) {
        // What was changed and changed back is unchanged.
        boolean sameRoute = changedRoute == null || changedRoute.equals(subject.route().get());
        boolean sameNextHop = nextHop.equals(subject.nextHop());
        boolean sameAttributes = attributes.equals(subject.attributes());
        return new Verdict.Permit(
                sameRoute ? null : changedRoute,
                sameNextHop ? subject.nextHop() : nextHop,
                nextHopGiven,
                sameAttributes ? subject.attributes() : attributes,
                weight,
                clauses);
    }

    /// The route as it is by now.
    EvpnRoute route() {
        return changedRoute != null ? changedRoute : subject.route().get();
    }

    /// AS_PATH, empty where there is none.
    AsPath asPath() {
        return attributes.find(AsPath.class).orElse(AsPath.EMPTY);
    }

    /// MULTI_EXIT_DISC, 0 where there is none (RFC 4271 section 9.1.2.2).
    long metric() {
        return attributes.find(MultiExitDisc.class).map(MultiExitDisc::metric).orElse(0L);
    }

    Passage withRoute(EvpnRoute route) {
        return route.equals(route())
                ? this
                : new Passage(subject, route, nextHop, nextHopGiven, attributes, weight);
    }

    /// The passage with a next hop that no rule of the session is to replace.
    Passage withNextHop(MpNextHop given) {
        var next = given.equals(nextHop) ? nextHop : given;
        return new Passage(subject, changedRoute, next, true, attributes, weight);
    }

    Passage withWeight(int given) {
        return new Passage(subject, changedRoute, nextHop, nextHopGiven, attributes, given);
    }

    /// The passage with this attribute in place of the one of its type, if there is one.
    Passage with(PathAttribute attribute) {
        int code = attribute.code();
        var present = attributes.get(code);
        if (present.isPresent() && present.get().equals(attribute)) {
            return this;
        }
        var changed = attributes.with(attribute);
        boolean partial =
                present.isEmpty()
                        && !subject.originatedHere()
                        && attribute.attributeFlags() == OPTIONAL_TRANSITIVE;
        return withAttributes(partial ? changed.withPartial(code) : changed);
    }

    Passage without(int code) {
        return attributes.has(code) ? withAttributes(attributes.without(code)) : this;
    }

    private Passage withAttributes(PathAttributes changed) {
        return new Passage(subject, changedRoute, nextHop, nextHopGiven, changed, weight);
    }

    /// Whether a message can hold the attributes and a route.
    boolean hasRoom() {
        var writer = new OctetWriter();
        attributes.encode(writer, Negotiated.DEFAULT);
        return writer.length() <= MOST_OCTETS;
    }

    /// Asks for a route once, however often it is asked for it.
    private static final class RouteOnce implements Supplier<EvpnRoute> {
        private final Supplier<EvpnRoute> source;
        private @Nullable EvpnRoute route;

        RouteOnce(Supplier<EvpnRoute> source) {
            this.source = source;
        }

        @Override
        public EvpnRoute get() {
            if (route == null) {
                route = source.get();
            }
            return route;
        }
    }
}
