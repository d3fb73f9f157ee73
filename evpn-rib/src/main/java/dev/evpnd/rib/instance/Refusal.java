package dev.evpnd.rib.instance;

/// Why an instance does not import a route.
public enum Refusal {
    NO_ROUTE_TARGET("imports none of its route targets"),
    ROUTE_TYPE("has no use for the route type"),
    NO_NEXT_HOP("the next hop is no address of a VTEP"),
    OWN_NEXT_HOP("the next hop is this VTEP"),
    ENCAPSULATION("cannot be reached by VXLAN"),
    SITE_OF_ORIGIN("comes from the site that it would be imported to"),
    ETHERNET_TAG("is of another bridge domain of the bundle"),
    MAC_ADDRESS("the MAC address is zero or a group's"),
    OWN_MAC("the MAC address is a router's here"),
    IP_ADDRESS("the IP address is no host's"),
    NO_TUNNEL("has no PMSI tunnel to send copies by"),
    TUNNEL_TYPE("the PMSI tunnel is not ingress replication"),
    NO_IP_ADDRESS("is for a MAC address alone"),
    NO_L3_VNI("has no VNI to route by"),
    TWO_OVERLAY_INDEXES("has both a segment and a gateway, RFC 9136 section 3.2"),
    BEHIND_SEGMENT("is behind a segment, which is not looked up"),
    GATEWAY("the gateway is no host's address"),
    OWN_GATEWAY("the gateway is the prefix itself"),
    RECURSIVE_GATEWAY("the gateway is within the prefix that is behind it"),
    NO_ROUTER_MAC("has no router MAC address"),
    ROUTER_MAC("the router MAC address is zero or a group's"),
    OWN_ROUTER_MAC("the router MAC address is the one here");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /// In the words of an answer to *why*.
    public String text() {
        return text;
    }
}
