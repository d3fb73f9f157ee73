package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.command.ValueType;
import dev.evpnd.speaker.command.Vocabulary;
import dev.evpnd.speaker.query.Inspection;

/// The commands about VNIs that in FRR are those of the kernel's side.
final class EvpnCommands {
    static final String VRF = "VRF";

    private static final String RMAC = "show evpn rmac vni ";
    private static final String NEXT_HOPS = "show evpn next-hops vni ";

    private EvpnCommands() {}

    static CommandLanguage<Deed> addTo(CommandLanguage<Deed> language, Inspection inspection) {
        var vnis = new VniCommands(inspection);
        var tenants = new TenantCommands(inspection);
        var duplicates = new DuplicateCommands(inspection);
        return language.with(
                        "show evpn [json]", Deed.show("Shows EVPN in numbers.", vnis::overview))
                .with(
                        "show evpn vni [json]",
                        Deed.show("Lists the VNIs, with how much is known of each.", vnis::table))
                .with(
                        "show evpn vni detail [json]",
                        Deed.show("Shows the VNIs with all that is known of them.", vnis::details))
                .with(
                        "show evpn vni VNI [json]",
                        Deed.show("Shows a VNI with all that is known of it.", vnis::detail))
                .with(
                        RMAC + "<VNI|all> [json]",
                        Deed.show(
                                "Lists the routers of other VTEPs that IP-VRFs send to.",
                                tenants::routers))
                .with(
                        RMAC + "VNI mac MAC [json]",
                        Deed.show(
                                "Shows a router, and which next hops it is for.", tenants::router))
                .with(
                        RMAC + "VNI mac MAC explain [json]",
                        Deed.show(
                                "Says what the kernel should hold for a router, and whether it"
                                        + " does.",
                                tenants::explainRouter))
                .with(
                        NEXT_HOPS + "<VNI|all> [json]",
                        Deed.show(
                                "Lists the next hops of the routes of IP-VRFs.", tenants::nextHops))
                .with(
                        NEXT_HOPS + "VNI ip IP [json]",
                        Deed.show(
                                "Shows a next hop, and which prefixes it is for.",
                                tenants::nextHop))
                .with(
                        NEXT_HOPS + "VNI ip IP explain [json]",
                        Deed.show(
                                "Says what the kernel should hold for a next hop, and whether it"
                                        + " does.",
                                tenants::explainNextHop))
                .with(
                        "show vrf [<VRF|all>] vni [json]",
                        Deed.show("Lists the IP-VRFs with their VNIs.", tenants::vrfs))
                .with(
                        "show bgp vrf VRF vni [json]",
                        Deed.show("Shows the VNI of an IP-VRF as BGP has it.", tenants::vrf))
                .with(
                        "show bgp [l2vpn] evpn next-hops [json]",
                        Deed.show(
                                "Lists the next hops of host routes that are behind an Ethernet"
                                        + " segment.",
                                tenants::nextHopsOfSegments))
                .with(
                        "clear evpn dup-addr vni <all|VNI [<mac MAC|ip IP>]>",
                        Deed.change(
                                "Has addresses that count as duplicate count as any other again.",
                                (arguments, _, _) -> duplicates.clear(arguments)));
    }

    static Vocabulary addTo(Vocabulary words) {
        return words.keyword("dup-addr", "addresses that count as duplicate")
                .keyword("next-hops", "next hops of tenants' routes")
                .keyword("rmac", "routers of other VTEPs, by their MAC addresses")
                .keyword("vrf", "tenants' routing tables")
                .value(VRF, new ValueType<>("NAME", "a VRF", each -> each));
    }
}
