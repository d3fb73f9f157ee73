package dev.evpnd.rib.instance;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What a MAC-VRF is made of: one bridge domain of a VTEP (RFC 7432 section 6.1).
///
/// @param vni of the bridge domain; it names the instance
/// @param vtep the address that others send to
/// @param l3Vni of the IP-VRF that routes for the bridge domain, or null where none does
/// @param siteOfOrigin put on what is originated, and not imported where it is found; or null
/// @param subnets that this host is in by the bridge domain's interface: other hosts in these are
///   reached by it
public record MacVrfSettings(
        Vni vni,
        RouteDistinguisher routeDistinguisher,
        List<ImportTarget> importTargets,
        List<RouteTarget> exportTargets,
        IpAddress vtep,
        Flooding flooding,
        @Nullable Vni l3Vni,
        DuplicateSettings duplicates,
        @Nullable SiteOfOrigin siteOfOrigin,
        Set<Subnet> subnets) {

    /// Without subnets, which no file knows of.
    public MacVrfSettings(
            Vni vni,
            RouteDistinguisher routeDistinguisher,
            List<ImportTarget> importTargets,
            List<RouteTarget> exportTargets,
            IpAddress vtep,
            Flooding flooding,
            @Nullable Vni l3Vni,
            DuplicateSettings duplicates,
            @Nullable SiteOfOrigin siteOfOrigin) {
        this(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                duplicates,
                siteOfOrigin,
                Set.of());
    }

    public MacVrfSettings {
        importTargets = List.copyOf(importTargets);
        exportTargets = List.copyOf(exportTargets);
        subnets = Set.copyOf(subnets);
    }

    /// A bridge domain that floods, is not routed, warns of duplicates and has no site.
    public static MacVrfSettings of(
            Vni vni,
            RouteDistinguisher routeDistinguisher,
            List<ImportTarget> importTargets,
            List<RouteTarget> exportTargets,
            IpAddress vtep) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                Flooding.HEAD_END_REPLICATION,
                null,
                DuplicateSettings.DEFAULT,
                null);
    }

    public MacVrfSettings withVtep(IpAddress other) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                other,
                flooding,
                l3Vni,
                duplicates,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withRouteDistinguisher(RouteDistinguisher other) {
        return new MacVrfSettings(
                vni,
                other,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                duplicates,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withImportTargets(List<ImportTarget> others) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                others,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                duplicates,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withFlooding(Flooding other) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                other,
                l3Vni,
                duplicates,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withL3Vni(@Nullable Vni other) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                other,
                duplicates,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withDuplicates(DuplicateSettings other) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                other,
                siteOfOrigin,
                subnets);
    }

    public MacVrfSettings withSiteOfOrigin(@Nullable SiteOfOrigin other) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                duplicates,
                other,
                subnets);
    }

    public MacVrfSettings withSubnets(Set<Subnet> others) {
        return new MacVrfSettings(
                vni,
                routeDistinguisher,
                importTargets,
                exportTargets,
                vtep,
                flooding,
                l3Vni,
                duplicates,
                siteOfOrigin,
                others);
    }

    /// Whether routes may be imported that these settings, but not those, let in.
    boolean mayImportMoreThan(MacVrfSettings before) {
        return !importTargets.equals(before.importTargets)
                || !vtep.equals(before.vtep)
                || siteOfOrigin == null && before.siteOfOrigin != null
                || siteOfOrigin != null && !siteOfOrigin.equals(before.siteOfOrigin);
    }
}
