package dev.evpnd.wire.attribute;

import static dev.evpnd.wire.attribute.AttributeCategory.OPTIONAL_NON_TRANSITIVE;
import static dev.evpnd.wire.attribute.AttributeCategory.OPTIONAL_TRANSITIVE;
import static dev.evpnd.wire.attribute.AttributeCategory.WELL_KNOWN;
import static dev.evpnd.wire.attribute.AttributeSpec.row;
import static dev.evpnd.wire.error.Treatment.DISCARD_ATTRIBUTE;
import static dev.evpnd.wire.error.Treatment.TREAT_AS_WITHDRAW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every attribute that is understood, on one screen: its category, what a fault in it costs, and
/// who reads it. The section behind each row is the one that sets the treatment.
public final class AttributeTable {

    private static final List<AttributeSpec> ROWS =
            List.of(
                    // RFC 7606 sections 7.1 to 7.10
                    row(AttributeCode.ORIGIN, WELL_KNOWN, TREAT_AS_WITHDRAW, Origin::decode),
                    row(AttributeCode.AS_PATH, WELL_KNOWN, TREAT_AS_WITHDRAW, AsPath::decode)
                            .orEmpty(),
                    row(AttributeCode.NEXT_HOP, WELL_KNOWN, TREAT_AS_WITHDRAW, NextHop::decode),
                    row(
                            AttributeCode.MULTI_EXIT_DISC,
                            OPTIONAL_NON_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            MultiExitDisc::decode),
                    row(AttributeCode.LOCAL_PREF, WELL_KNOWN, TREAT_AS_WITHDRAW, LocalPref::decode)
                            .fromInternalPeers(),
                    row(
                                    AttributeCode.ATOMIC_AGGREGATE,
                                    WELL_KNOWN,
                                    DISCARD_ATTRIBUTE,
                                    AtomicAggregate::decode)
                            .orEmpty(),
                    row(
                            AttributeCode.AGGREGATOR,
                            OPTIONAL_TRANSITIVE,
                            DISCARD_ATTRIBUTE,
                            Aggregator::decode),
                    row(
                            AttributeCode.COMMUNITIES,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            Communities::decode),
                    row(
                                    AttributeCode.ORIGINATOR_ID,
                                    OPTIONAL_NON_TRANSITIVE,
                                    TREAT_AS_WITHDRAW,
                                    OriginatorId::decode)
                            .fromInternalPeers(),
                    row(
                                    AttributeCode.CLUSTER_LIST,
                                    OPTIONAL_NON_TRANSITIVE,
                                    TREAT_AS_WITHDRAW,
                                    ClusterList::decode)
                            .fromInternalPeers(),
                    // RFC 7606 section 7.14
                    row(
                            AttributeCode.EXTENDED_COMMUNITIES,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            ExtendedCommunities::decode),
                    // RFC 6793 section 6
                    row(
                            AttributeCode.AS4_PATH,
                            OPTIONAL_TRANSITIVE,
                            DISCARD_ATTRIBUTE,
                            As4Path::decode),
                    row(
                            AttributeCode.AS4_AGGREGATOR,
                            OPTIONAL_TRANSITIVE,
                            DISCARD_ATTRIBUTE,
                            As4Aggregator::decode),
                    // RFC 6514 section 5
                    row(
                            AttributeCode.PMSI_TUNNEL,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            PmsiTunnel::decode),
                    // RFC 9012 section 13
                    row(
                            AttributeCode.TUNNEL_ENCAPSULATION,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            TunnelEncapsulation::decode),
                    // RFC 7606 section 7.15
                    row(
                            AttributeCode.IPV6_EXTENDED_COMMUNITIES,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            Ipv6ExtendedCommunities::decode),
                    // RFC 7311 section 3
                    row(
                            AttributeCode.AIGP,
                            OPTIONAL_NON_TRANSITIVE,
                            DISCARD_ATTRIBUTE,
                            Aigp::decode),
                    // RFC 8092 section 6
                    row(
                            AttributeCode.LARGE_COMMUNITY,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            LargeCommunities::decode),
                    // RFC 9234 section 5
                    row(
                            AttributeCode.ONLY_TO_CUSTOMER,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            OnlyToCustomer::decode),
                    // RFC 8669 section 6
                    row(
                            AttributeCode.PREFIX_SID,
                            OPTIONAL_TRANSITIVE,
                            DISCARD_ATTRIBUTE,
                            PrefixSid::decode),
                    // RFC 7606 section 7.16
                    row(
                            AttributeCode.ATTR_SET,
                            OPTIONAL_TRANSITIVE,
                            TREAT_AS_WITHDRAW,
                            AttrSet::decode));

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
