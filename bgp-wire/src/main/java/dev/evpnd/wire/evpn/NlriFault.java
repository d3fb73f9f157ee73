package dev.evpnd.wire.evpn;

/// What can be wrong with an EVPN NLRI, each with the sentence that says what was expected.
///
/// It is an enum, and not a [dev.evpnd.wire.error.Malformed], because the view that finds it
/// allocates nothing.
public enum NlriFault {
    PATH_ID_TRUNCATED("a path identifier has 4 octets"),
    HEADER_TRUNCATED("an EVPN NLRI begins with a route type and a length"),
    LENGTH_OVERRUN("the NLRI ends within its field"),
    ETHERNET_AD_LENGTH("an Ethernet A-D route has 25 octets"),
    MAC_IP_LENGTH("a MAC/IP Advertisement route has 33, 36, 37, 40, 49 or 52 octets"),
    MAC_ADDRESS_LENGTH("the MAC address length is 48"),
    IP_ADDRESS_LENGTH("the IP address length is 0, 32 or 128 and agrees with the route's length"),
    MULTICAST_LENGTH("an Inclusive Multicast Ethernet Tag route has 17 or 29 octets"),
    SEGMENT_LENGTH("an Ethernet Segment route has 23 or 35 octets"),
    ORIGINATOR_LENGTH(
            "the originating router's address length is 32 or 128 and agrees with the route's"
                    + " length"),
    PREFIX_ROUTE_LENGTH("an IP Prefix route has 34 or 58 octets"),
    PREFIX_LENGTH("the IP prefix length is at most the length of the address"),
    FIXED_PART_TRUNCATED("the fields of fixed length are there"),
    MULTICAST_SOURCE("the multicast source length is 0, 32 or 128 and the address is there"),
    MULTICAST_GROUP("the multicast group length is 0, 32 or 128 and the address is there"),
    MULTICAST_ORIGINATOR("the originator address length is 32 or 128 and the address is there"),
    TRAILER("exactly the last fields of fixed length follow the originator address"),
    PER_REGION_LENGTH("a Per-Region I-PMSI A-D route has 20 octets"),
    LEAF_ROUTE_KEY("the route key is an EVPN NLRI with a route distinguisher"),
    LEAF_ORIGINATOR("an originator address of 32 or 128 bits, and no more, follows the route key");

    private final String expectation;

    NlriFault(String expectation) {
        this.expectation = expectation;
    }

    /// What a well-formed NLRI has, as a sentence without a full stop.
    public String expectation() {
        return expectation;
    }
}
