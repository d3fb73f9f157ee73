package dev.evpnd.wire.attribute;

/// The type codes of path attributes, as IANA registers them, and their names.
///
/// A code is an int from 0 to 255 and not an enum: one that nobody has named yet has to survive
/// being received.
public final class AttributeCode {
    public static final int ORIGIN = 1;
    public static final int AS_PATH = 2;
    public static final int NEXT_HOP = 3;
    public static final int MULTI_EXIT_DISC = 4;
    public static final int LOCAL_PREF = 5;
    public static final int ATOMIC_AGGREGATE = 6;
    public static final int AGGREGATOR = 7;
    public static final int COMMUNITIES = 8;
    public static final int ORIGINATOR_ID = 9;
    public static final int CLUSTER_LIST = 10;
    public static final int MP_REACH_NLRI = 14;
    public static final int MP_UNREACH_NLRI = 15;
    public static final int EXTENDED_COMMUNITIES = 16;
    public static final int AS4_PATH = 17;
    public static final int AS4_AGGREGATOR = 18;
    public static final int PMSI_TUNNEL = 22;
    public static final int TUNNEL_ENCAPSULATION = 23;
    public static final int IPV6_EXTENDED_COMMUNITIES = 25;
    public static final int AIGP = 26;
    public static final int LARGE_COMMUNITY = 32;
    public static final int ONLY_TO_CUSTOMER = 35;
    public static final int PREFIX_SID = 40;
    public static final int ATTR_SET = 128;

    /// Made once: a message may name an attribute in each of a thousand faults.
    private static final String[] NAMES = names();

    private AttributeCode() {}

    private static String[] names() {
        var names = new String[256];
        for (int code = 0; code < names.length; code++) {
            names[code] = registeredName(code);
        }
        return names;
    }

    /// The registered name: `MP_REACH_NLRI`; for an unregistered code its number.
    public static String name(int code) {
        return NAMES[code];
    }

    private static String registeredName(int code) {
        return switch (code) {
            case ORIGIN -> "ORIGIN";
            case AS_PATH -> "AS_PATH";
            case NEXT_HOP -> "NEXT_HOP";
            case MULTI_EXIT_DISC -> "MULTI_EXIT_DISC";
            case LOCAL_PREF -> "LOCAL_PREF";
            case ATOMIC_AGGREGATE -> "ATOMIC_AGGREGATE";
            case AGGREGATOR -> "AGGREGATOR";
            case COMMUNITIES -> "COMMUNITIES";
            case ORIGINATOR_ID -> "ORIGINATOR_ID";
            case CLUSTER_LIST -> "CLUSTER_LIST";
            case MP_REACH_NLRI -> "MP_REACH_NLRI";
            case MP_UNREACH_NLRI -> "MP_UNREACH_NLRI";
            case EXTENDED_COMMUNITIES -> "EXTENDED_COMMUNITIES";
            case AS4_PATH -> "AS4_PATH";
            case AS4_AGGREGATOR -> "AS4_AGGREGATOR";
            case PMSI_TUNNEL -> "PMSI_TUNNEL";
            case TUNNEL_ENCAPSULATION -> "TUNNEL_ENCAPSULATION";
            case 24 -> "TRAFFIC_ENGINEERING";
            case IPV6_EXTENDED_COMMUNITIES -> "IPV6_EXTENDED_COMMUNITIES";
            case AIGP -> "AIGP";
            case 27 -> "PE_DISTINGUISHER_LABELS";
            case 29 -> "BGP_LS";
            case LARGE_COMMUNITY -> "LARGE_COMMUNITY";
            case 33 -> "BGPSEC_PATH";
            case ONLY_TO_CUSTOMER -> "ONLY_TO_CUSTOMER";
            case 36 -> "D_PATH";
            case 37 -> "SFP";
            case 38 -> "BFD_DISCRIMINATOR";
            case PREFIX_SID -> "PREFIX_SID";
            case 41 -> "BIER";
            case ATTR_SET -> "ATTR_SET";
            default -> "ATTRIBUTE_" + code;
        };
    }

    /// Whether the attribute carries routes itself: MP_REACH_NLRI and MP_UNREACH_NLRI. Such a one
    /// is encoded before all others and may not be repeated (RFC 7606 sections 3 and 5.1).
    public static boolean carriesRoutes(int code) {
        return code == MP_REACH_NLRI || code == MP_UNREACH_NLRI;
    }
}
