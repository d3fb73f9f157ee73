package dev.evpnd.wire.attribute;

import static dev.evpnd.wire.attribute.AttributeCode.AGGREGATOR;
import static dev.evpnd.wire.attribute.AttributeCode.AIGP;
import static dev.evpnd.wire.attribute.AttributeCode.AS4_AGGREGATOR;
import static dev.evpnd.wire.attribute.AttributeCode.AS4_PATH;
import static dev.evpnd.wire.attribute.AttributeCode.AS_PATH;
import static dev.evpnd.wire.attribute.AttributeCode.ATOMIC_AGGREGATE;
import static dev.evpnd.wire.attribute.AttributeCode.ATTR_SET;
import static dev.evpnd.wire.attribute.AttributeCode.CLUSTER_LIST;
import static dev.evpnd.wire.attribute.AttributeCode.COMMUNITIES;
import static dev.evpnd.wire.attribute.AttributeCode.EXTENDED_COMMUNITIES;
import static dev.evpnd.wire.attribute.AttributeCode.IPV6_EXTENDED_COMMUNITIES;
import static dev.evpnd.wire.attribute.AttributeCode.LARGE_COMMUNITY;
import static dev.evpnd.wire.attribute.AttributeCode.LOCAL_PREF;
import static dev.evpnd.wire.attribute.AttributeCode.MP_REACH_NLRI;
import static dev.evpnd.wire.attribute.AttributeCode.MP_UNREACH_NLRI;
import static dev.evpnd.wire.attribute.AttributeCode.MULTI_EXIT_DISC;
import static dev.evpnd.wire.attribute.AttributeCode.NEXT_HOP;
import static dev.evpnd.wire.attribute.AttributeCode.ONLY_TO_CUSTOMER;
import static dev.evpnd.wire.attribute.AttributeCode.ORIGIN;
import static dev.evpnd.wire.attribute.AttributeCode.ORIGINATOR_ID;
import static dev.evpnd.wire.attribute.AttributeCode.PMSI_TUNNEL;
import static dev.evpnd.wire.attribute.AttributeCode.PREFIX_SID;
import static dev.evpnd.wire.attribute.AttributeCode.TUNNEL_ENCAPSULATION;
import static dev.evpnd.wire.attribute.AttributeSpec.nonTransitive;
import static dev.evpnd.wire.attribute.AttributeSpec.transitive;
import static dev.evpnd.wire.attribute.AttributeSpec.wellKnown;

import dev.evpnd.wire.error.Treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every attribute that is understood, on one screen: its category, what a fault in it costs, and
/// who reads it. The section behind each row is the one that sets the treatment.
public final class AttributeTable {

    private static final Treatment WITHDRAW = Treatment.TREAT_AS_WITHDRAW;
    private static final Treatment DISCARD = Treatment.DISCARD_ATTRIBUTE;

    private static final List<AttributeSpec> ROWS =
            List.of(
                    // RFC 7606 sections 7.1 to 7.10, and 3.f for the flags of the two discarded
                    wellKnown(ORIGIN, WITHDRAW, Origin::decode),
                    wellKnown(AS_PATH, WITHDRAW, AsPath::decode).orEmpty(),
                    wellKnown(NEXT_HOP, WITHDRAW, NextHop::decode),
                    nonTransitive(MULTI_EXIT_DISC, WITHDRAW, MultiExitDisc::decode),
                    wellKnown(LOCAL_PREF, WITHDRAW, LocalPref::decode).fromInternalPeers(),
                    wellKnown(ATOMIC_AGGREGATE, DISCARD, AtomicAggregate::decode)
                            .orEmpty()
                            .discardedForFlags(),
                    transitive(AGGREGATOR, DISCARD, Aggregator::decode).discardedForFlags(),
                    transitive(COMMUNITIES, WITHDRAW, Communities::decode),
                    nonTransitive(ORIGINATOR_ID, WITHDRAW, OriginatorId::decode)
                            .fromInternalPeers(),
                    nonTransitive(CLUSTER_LIST, WITHDRAW, ClusterList::decode).fromInternalPeers(),
                    // RFC 7606 sections 7.11 and 7.12: the values judge themselves, and the row
                    // is for wrong flags, which do not keep their routes from being found
                    nonTransitive(MP_REACH_NLRI, WITHDRAW, MpReachNlri::decode).orEmpty(),
                    nonTransitive(MP_UNREACH_NLRI, WITHDRAW, MpUnreachNlri::decode).orEmpty(),
                    // RFC 7606 section 7.14
                    transitive(EXTENDED_COMMUNITIES, WITHDRAW, ExtendedCommunities::decode),
                    // RFC 6793 section 6
                    transitive(AS4_PATH, DISCARD, As4Path::decode),
                    transitive(AS4_AGGREGATOR, DISCARD, As4Aggregator::decode),
                    // RFC 6514 section 5
                    transitive(PMSI_TUNNEL, WITHDRAW, PmsiTunnel::decode),
                    // RFC 9012 section 13
                    transitive(TUNNEL_ENCAPSULATION, WITHDRAW, TunnelEncapsulation::decode),
                    // RFC 7606 section 7.15
                    transitive(
                            IPV6_EXTENDED_COMMUNITIES, WITHDRAW, Ipv6ExtendedCommunities::decode),
                    // RFC 7311 section 3
                    nonTransitive(AIGP, DISCARD, Aigp::decode).discardedForFlags(),
                    // RFC 8092 section 6
                    transitive(LARGE_COMMUNITY, WITHDRAW, LargeCommunities::decode),
                    // RFC 9234 section 5
                    transitive(ONLY_TO_CUSTOMER, WITHDRAW, OnlyToCustomer::decode),
                    // RFC 8669 section 6; RFC 9252 section 7 for its services
                    transitive(PREFIX_SID, DISCARD, PrefixSid::decode),
                    // RFC 7606 section 7.16
                    transitive(ATTR_SET, WITHDRAW, AttrSet::decode));

    private static final List<Optional<AttributeSpec>> BY_CODE = byCode();

    private AttributeTable() {}

    /// Whether the value of such an attribute is read; if not, it is an [UnrecognizedAttribute].
    public static boolean isRecognized(int code) {
        return spec(code).isPresent();
    }

    /// The category of an attribute that is recognized.
    public static Optional<AttributeCategory> category(int code) {
        return spec(code).map(AttributeSpec::category);
    }

    static Optional<AttributeSpec> spec(int code) {
        return BY_CODE.get(code);
    }

    private static List<Optional<AttributeSpec>> byCode() {
        var byCode = new ArrayList<Optional<AttributeSpec>>();
        for (int code = 0; code < 256; code++) {
            byCode.add(Optional.empty());
        }
        for (var row : ROWS) {
            byCode.set(row.code(), Optional.of(row));
        }
        return List.copyOf(byCode);
    }
}
