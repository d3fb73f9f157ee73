package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.Software;

/// All commands: how each is written, and what does it.
final class Commands {
    private static final String EVPN = "show bgp [l2vpn] evpn ";
    private static final String MAC = "show evpn mac vni ";
    private static final String ARP = "show evpn arp-cache vni ";
    private static final String TYPE = "[type <ead|1|macip|2|multicast|3|es|4|prefix|5>] ";

    private static final String ROUTE =
            "[self-originate] [mac MAC [ip IP]] [prefix PREFIX] [esi ESI] ";
    private static final String PEERS =
            "[<established|failed>] [<neighbor NEIGHBOR|remote-as AS>] [terse] [wide] ";

    private static final String MONITOR = "monitor bgp [l2vpn] evpn ";
    private static final String FILTER =
            TYPE
                    + "[rd RD] [rt RT] "
                    + ROUTE
                    + "[community COMMUNITY] [large-community LARGE-COMMUNITY] [neighbor NEIGHBOR] ";

    private Commands() {}

    static CommandLanguage<Deed> of(Inspection inspection) {
        var routes = new RouteCommands(inspection);
        var details = new DetailCommands(inspection);
        var explained = new ExplainCommands(inspection);
        var adj = new AdjRibCommands(inspection);
        var all = new NeighborCommands(inspection);
        var peers = new PeerCommands(inspection);
        var instances = new InstanceCommands(inspection);
        var hosts = new HostCommands(inspection);
        var monitor = new MonitorCommands(inspection);
        var language =
                new CommandLanguage<Deed>(
                        EvpnCommands.addTo(
                                KernelCommands.addTo(OperatingCommands.addTo(Words.vocabulary()))));
        var operating = OperatingCommands.addTo(language, inspection);
        var detail = HostDetailCommands.addTo(operating, inspection);
        var kernel = KernelCommands.addTo(detail, inspection);
        var evpn = EvpnCommands.addTo(kernel, inspection);
        return InstanceRouteCommands.addTo(evpn, inspection)
                .with(
                        EVPN + "route " + TYPE + ROUTE + "[json [brief]]",
                        Deed.list("Lists the EVPN routes, with all paths of each.", routes::route))
                .with(
                        EVPN + "route detail " + TYPE + "[self-originate] [json [brief]]",
                        Deed.list(
                                "Shows the EVPN routes with all attributes of each path.",
                                details::all))
                .with(
                        EVPN + "route rd <RD|all> " + TYPE + "[json]",
                        Deed.list(
                                "Shows the routes of a route distinguisher with all attributes of"
                                        + " each path.",
                                details::all))
                .with(
                        EVPN + "route rd <RD|all> mac MAC [ip IP] [json]",
                        Deed.list(
                                "Shows one route of type 2 with all that is known of it.",
                                details::exactly))
                .with(
                        EVPN + "route rd <RD|all> prefix PREFIX [json]",
                        Deed.list(
                                "Shows one route of type 5 with all that is known of it.",
                                details::exactly))
                .with(
                        EVPN + "route [rd RD] " + TYPE + ROUTE + "explain [json]",
                        Deed.list(
                                "Says in sentences why each route is what it is: which path is the"
                                        + " best and why, who imports it, and whom it was told.",
                                explained::routes))
                .with(EVPN + "[json]", Deed.list("Lists the EVPN routes.", routes::table))
                .with(
                        EVPN + "rd <RD|all> [json]",
                        Deed.list("Lists the routes of a route distinguisher.", routes::table))
                .with(
                        EVPN + "rt RT [json]",
                        Deed.list("Lists the routes with a route target.", routes::table))
                .with(
                        EVPN + "community COMMUNITY [json]",
                        Deed.list("Lists the routes with a community.", routes::table))
                .with(
                        EVPN + "large-community LARGE-COMMUNITY [json]",
                        Deed.list("Lists the routes with a large community.", routes::table))
                .with(
                        EVPN + "neighbors PEER routes [json]",
                        Deed.list(
                                "Lists the routes that were taken from a peer.",
                                routes::ofNeighbor))
                .with(
                        EVPN + "neighbors PEER advertised-routes [json]",
                        Deed.list("Lists what a peer was told, as it was sent.", adj::advertised))
                .with(
                        EVPN + "neighbors PEER received-routes [json]",
                        Deed.list(
                                "Lists what is held of what a peer has sent, as it came.",
                                adj::received))
                .with(
                        "show bgp neighbors [PEER] [json]",
                        Deed.show(
                                "Shows peers and their sessions with all that is known of them.",
                                all::neighbors))
                .with(
                        EVPN + "summary " + PEERS + "[json]",
                        Deed.show("Lists the peers of EVPN, a line for each.", peers::summary))
                .with(
                        "show bgp summary " + PEERS + "[json]",
                        Deed.show("Lists the peers, a line for each.", peers::summaries))
                .with(
                        EVPN + "vni [VNI] [json]",
                        Deed.show(
                                "Shows the VNIs as BGP has them: distinguishers and route targets.",
                                instances::vnis))
                .with(
                        EVPN + "import-rt [json]",
                        Deed.show(
                                "Shows which VNIs import which route targets.",
                                instances::importTargets))
                .with(
                        MAC + "<VNI|all> [<vtep VTEP|duplicate>] [json]",
                        Deed.list("Lists the MAC addresses of bridge domains.", hosts::macs))
                .with(
                        MAC + "VNI mac MAC [json]",
                        Deed.show("Shows where a MAC address is.", hosts::mac))
                .with(
                        MAC + "VNI mac MAC explain [json]",
                        Deed.show(
                                "Says why a MAC address is where it is, who else claims it, and"
                                        + " whether the kernel has it.",
                                hosts::explain))
                .with(
                        ARP + "<VNI|all> [<vtep VTEP|duplicate>] [json]",
                        Deed.list(
                                "Lists the IP addresses of hosts in bridge domains.",
                                hosts::neighbors))
                .with(
                        ARP + "VNI ip IP [json]",
                        Deed.show("Shows where an IP address is.", hosts::neighbor))
                .with(
                        MONITOR + FILTER + "[json]",
                        Deed.list(
                                "Shows what becomes of the best paths from now on, until ^C.",
                                monitor::evpn))
                .with(
                        "show version",
                        Deed.show(
                                "Shows the version of the daemon.",
                                (_, _, out) -> out.line(Software.version())))
                .with(
                        "reload",
                        Deed.change(
                                "Reads the configuration again.", (_, _, _) -> reload(inspection)));
    }

    private static void reload(Inspection inspection) {
        var faults = inspection.reload();
        if (!faults.isEmpty()) {
            throw new QueryFailure("nothing has changed: " + String.join("; ", faults));
        }
    }
}
