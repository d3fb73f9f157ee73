package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnRoute;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a [Policy] says of a [Subject].
public sealed interface Verdict {

    /// The route is taken, or sent, with these properties.
    ///
    /// What no clause changed is the very object that the subject has.
    ///
    /// @param changedRoute the route where a clause changed it, and null where it stays what it
    ///   was. Its key is that of the subject's: only the gateway of an IP Prefix route is ever
    ///   changed, which is no part of the key (RFC 9136 section 3.1)
    /// @param nextHopGiven whether a clause said what the next hop is to be, be it that it stays
    ///   unchanged: then no rule of the session replaces it
    /// @param clauses the sequence numbers of the clauses that permitted, in their order
    record Permit(
            @Nullable EvpnRoute changedRoute,
            MpNextHop nextHop,
            boolean nextHopGiven,
            PathAttributes attributes,
            int weight,
            List<Integer> clauses)
            implements Verdict {

        public Permit {
            clauses = List.copyOf(clauses);
            if (clauses.isEmpty()) {
                throw new IllegalArgumentException("some clause has to permit");
            }
        }

        /// The route as it is now.
        public EvpnRoute route(Subject subject) {
            return changedRoute != null ? changedRoute : subject.route().get();
        }

        /// Whether route, next hop, attributes and weight are those of the subject, which is what
        /// the policy was applied to.
        @SuppressWarnings("ReferenceEquality") // of what is unchanged the very object is here
        public boolean sameInstance(Subject subject) {
            return changedRoute == null
                    && nextHop == subject.nextHop()
                    && attributes == subject.attributes()
                    && weight == subject.weight();
        }
    }

    /// The route is not taken, or not sent.
    ///
    /// @param clause the sequence number of the clause by which it is not; null where none matched
    record Deny(Reason reason, @Nullable Integer clause) implements Verdict {

        /// Why a route is denied.
        public enum Reason {
            /// A clause says so.
            CLAUSE,
            /// No clause matched.
            NO_CLAUSE,
            /// There is no room for what a clause sets.
            NO_ROOM
        }

        public Deny {
            if ((clause == null) != (reason == Reason.NO_CLAUSE)) {
                throw new IllegalArgumentException(reason + " of clause " + clause);
            }
        }
    }
}
