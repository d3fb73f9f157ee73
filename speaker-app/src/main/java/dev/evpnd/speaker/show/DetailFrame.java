package dev.evpnd.speaker.show;

import dev.evpnd.speaker.query.InstanceTable;
import dev.evpnd.speaker.query.RouteCount;
import dev.evpnd.wire.evpn.EvpnRoute;

/// Which routes are shown in detail, on which depends what stands around them.
public enum DetailFrame {
    /// All, or those of a type.
    ALL,
    /// Those of one distinguisher.
    OF_DISTINGUISHER,
    /// One.
    ONE,
    /// That of a MAC address under each distinguisher.
    MAC_OF_EACH,
    /// That of an IP prefix under each distinguisher.
    PREFIX_OF_EACH,
    /// Those of an instance, by IP addresses as far as they have one.
    INSTANCE_IPS,
    /// Those of an instance that have a MAC address, by these.
    INSTANCE_MACS,
    /// One of an instance.
    ONE_OF_INSTANCE,
    /// All of an instance with one IP address.
    IP_OF_INSTANCE,
    /// All of an instance with one MAC address.
    MAC_OF_INSTANCE;

    /// Whether routes are one that an instance takes for one.
    boolean isOfInstance() {
        return switch (this) {
            case INSTANCE_IPS, INSTANCE_MACS, ONE_OF_INSTANCE, IP_OF_INSTANCE, MAC_OF_INSTANCE ->
                    true;
            case ALL, OF_DISTINGUISHER, ONE, MAC_OF_EACH, PREFIX_OF_EACH -> false;
        };
    }

    /// Whether it is what is asked about one route.
    public boolean isOfOne() {
        return switch (this) {
            case ONE, ONE_OF_INSTANCE, IP_OF_INSTANCE, MAC_OF_INSTANCE -> true;
            case ALL, OF_DISTINGUISHER, MAC_OF_EACH, PREFIX_OF_EACH, INSTANCE_IPS, INSTANCE_MACS ->
                    false;
        };
    }

    /// What stands for a route here.
    EvpnRoute named(EvpnRoute route) {
        return switch (this) {
            case INSTANCE_IPS, IP_OF_INSTANCE -> SharedRoute.in(InstanceTable.IP, route);
            case INSTANCE_MACS, MAC_OF_INSTANCE -> SharedRoute.in(InstanceTable.MAC, route);
            case ALL, OF_DISTINGUISHER, ONE, MAC_OF_EACH, PREFIX_OF_EACH, ONE_OF_INSTANCE -> route;
        };
    }

    /// Whether routes with the same distinguisher have a heading.
    boolean hasHeadings() {
        return this == ALL || isOfEach();
    }

    private boolean isOfEach() {
        return this == MAC_OF_EACH || this == PREFIX_OF_EACH;
    }

    /// Whether an empty line stands behind each path.
    boolean spacesPaths() {
        return this == MAC_OF_EACH;
    }

    /// Whether JSON has each route under its prefix.
    boolean isByPrefix() {
        return !isOfOne() && this != PREFIX_OF_EACH;
    }

    /// What stands above the first route.
    String header() {
        return this == OF_DISTINGUISHER
                ? """
                  EVPN type-1 prefix: [1]:[EthTag]:[ESI]:[IPlen]:[VTEP-IP]:[Frag-id]
                  EVPN type-2 prefix: [2]:[EthTag]:[MAClen]:[MAC]
                  EVPN type-3 prefix: [3]:[EthTag]:[IPlen]:[OrigIP]
                  EVPN type-4 prefix: [4]:[ESI]:[IPlen]:[OrigIP]
                  EVPN type-5 prefix: [5]:[EthTag]:[IPlen]:[IP]

                  """
                : "";
    }

    /// What stands below the routes that were shown, one or more.
    ///
    /// @param ofType whether only those of one type were asked for
    public String footer(RouteCount count, boolean ofType) {
        var displayed = "Displayed %d prefixes (%d paths)".formatted(count.routes(), count.paths());
        return switch (this) {
            case ALL -> "\n" + displayed + requested(ofType) + "\n";
            case OF_DISTINGUISHER -> "\n" + displayed + " with this RD" + requested(ofType) + "\n";
            case ONE, ONE_OF_INSTANCE, IP_OF_INSTANCE, MAC_OF_INSTANCE ->
                    "\nDisplayed " + count.paths() + " paths for requested prefix\n";
            case MAC_OF_EACH -> displayed + "\n";
            case PREFIX_OF_EACH -> "\n" + displayed + "\n";
            case INSTANCE_IPS, INSTANCE_MACS -> "\n" + displayed + requested(ofType) + "\n\n";
        };
    }

    /// What is said where there is none.
    public String none(boolean ofType) {
        return switch (this) {
            case ALL -> "No EVPN prefixes" + requested(ofType) + " exist\n";
            case OF_DISTINGUISHER -> "No prefixes exist with this RD" + requested(ofType) + "\n";
            case ONE, ONE_OF_INSTANCE, IP_OF_INSTANCE, MAC_OF_INSTANCE ->
                    "% Network not in table\n";
            case INSTANCE_IPS, INSTANCE_MACS ->
                    "No EVPN prefixes" + requested(ofType) + " exist for this VNI\n";
            case MAC_OF_EACH, PREFIX_OF_EACH -> "No Matching EVPN prefixes exist\n";
        };
    }

    private static String requested(boolean ofType) {
        return ofType ? " (of requested type)" : "";
    }
}
