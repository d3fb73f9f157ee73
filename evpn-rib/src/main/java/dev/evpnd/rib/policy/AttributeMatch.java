package dev.evpnd.rib.policy;

import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;

import java.util.Locale;

/// Something that is asked of the attributes or the next hop, which many routes may share.
public sealed interface AttributeMatch extends Match {

    /// The list permits the next hop, the global one where there are two, as a prefix of its full
    /// length.
    record NextHop(PrefixList list) implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return passage.nextHop().address().filter(list::permits).isPresent();
        }

        @Override
        public String text() {
            return "match " + list.familyText() + " next-hop prefix-list " + list.name();
        }
    }

    /// The list permits the communities. A route without any has an empty set of them.
    record Communities(CommunityList<Community> list, CommunityList.Mode mode)
            implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return list.permits(CommunityKind.STANDARD.of(passage), mode);
        }

        @Override
        public String text() {
            return "match community " + list.name() + mode.text();
        }
    }

    /// The list permits the extended communities. A route without any has an empty set of them.
    record ExtendedCommunities(CommunityList<ExtendedCommunity> list, CommunityList.Mode mode)
            implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return list.permits(CommunityKind.EXTENDED.of(passage), mode);
        }

        @Override
        public String text() {
            return "match extcommunity " + list.name() + mode.text();
        }
    }

    /// The list permits the large communities. A route without any has an empty set of them.
    record LargeCommunities(CommunityList<LargeCommunity> list, CommunityList.Mode mode)
            implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return list.permits(CommunityKind.LARGE.of(passage), mode);
        }

        @Override
        public String text() {
            return "match large-community " + list.name() + mode.text();
        }
    }

    /// The list permits the AS path. A route without one has an empty path.
    record Path(AsPathList list) implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return list.permits(passage.asPath());
        }

        @Override
        public String text() {
            return "match as-path " + list.name();
        }
    }

    /// The route has this LOCAL_PREF. One without any, as from an external peer, has no value that
    /// it counts as.
    record LocalPreference(long preference) implements AttributeMatch {

        public LocalPreference {
            Numbers.requireU32(preference);
        }

        @Override
        public boolean matches(Passage passage) {
            return passage.attributes()
                    .find(LocalPref.class)
                    .filter(attribute -> attribute.preference() == preference)
                    .isPresent();
        }

        @Override
        public String text() {
            return "match local-preference " + preference;
        }
    }

    /// The route has this MULTI_EXIT_DISC. One that is missing counts as 0 (RFC 4271 section
    /// 9.1.2.2).
    record Metric(long metric) implements AttributeMatch {

        public Metric {
            Numbers.requireU32(metric);
        }

        @Override
        public boolean matches(Passage passage) {
            return passage.metric() == metric;
        }

        @Override
        public String text() {
            return "match metric " + metric;
        }
    }

    /// The route has this ORIGIN.
    record Origin(dev.evpnd.wire.attribute.Origin origin) implements AttributeMatch {

        @Override
        public boolean matches(Passage passage) {
            return passage.attributes()
                    .find(dev.evpnd.wire.attribute.Origin.class)
                    .filter(origin::equals)
                    .isPresent();
        }

        @Override
        public String text() {
            return "match origin " + origin.toString().toLowerCase(Locale.ROOT);
        }
    }
}
