package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MultiExitDisc;

import java.util.Locale;
import java.util.Optional;

/// A number or name that the route is given.
public sealed interface AttributeAction extends SetAction {

    /// The route has this LOCAL_PREF. Towards external peers it is left out all the same.
    record LocalPreference(long preference) implements AttributeAction {

        public LocalPreference {
            Numbers.requireU32(preference);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.with(new LocalPref(preference)));
        }

        @Override
        public String text() {
            return "set local-preference " + preference;
        }
    }

    /// The route has this MULTI_EXIT_DISC, or one that is more or less by so much. One that is
    /// missing counts as 0 (RFC 4271 section 9.1.2.2), and the sum stays within 32 bits.
    record Metric(Change change, long amount) implements AttributeAction {

        /// What an amount is to the metric that a route has.
        public enum Change {
            SET(""),
            ADD("+"),
            SUBTRACT("-");

            private final String sign;

            Change(String sign) {
                this.sign = sign;
            }
        }

        public Metric {
            Numbers.requireU32(amount);
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            long metric = passage.metric();
            long changed =
                    switch (change) {
                        case SET -> amount;
                        case ADD -> Math.min(metric + amount, Numbers.MAX_U32);
                        case SUBTRACT -> Math.max(metric - amount, 0);
                    };
            return Optional.of(passage.with(new MultiExitDisc(changed)));
        }

        @Override
        public String text() {
            return "set metric " + change.sign + amount;
        }
    }

    /// The route has this weight, which never leaves this speaker.
    ///
    /// @param weight not negative, so that it is the same signed or not
    record Weight(int weight) implements AttributeAction {

        public Weight {
            if (weight < 0) {
                throw new IllegalArgumentException("no weight is less than 0");
            }
        }

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.withWeight(weight));
        }

        @Override
        public String text() {
            return "set weight " + weight;
        }
    }

    /// The route has this ORIGIN.
    record Origin(dev.evpnd.wire.attribute.Origin origin) implements AttributeAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.with(origin));
        }

        @Override
        public String text() {
            return "set origin " + origin.toString().toLowerCase(Locale.ROOT);
        }
    }

    /// The route has this ORIGINATOR_ID (RFC 4456). Towards external peers it is left out all the
    /// same.
    record OriginatorId(BgpIdentifier originator) implements AttributeAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.with(new dev.evpnd.wire.attribute.OriginatorId(originator)));
        }

        @Override
        public String text() {
            return "set originator-id " + originator;
        }
    }
}
