package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.Software;

/// All commands: how each is written, and what does it.
final class Commands {
    private static final String EVPN = "show bgp [l2vpn] evpn ";
    private static final String TYPE = "[type <ead|1|macip|2|multicast|3|es|4|prefix|5>] ";

    private static final String ROUTE =
            "[self-originate] [mac MAC [ip IP]] [prefix PREFIX] [esi ESI] ";
    private static final String PEERS =
            "[<established|failed>] [<neighbor NEIGHBOR|remote-as AS>] [terse] [wide] ";

    private Commands() {}

    static CommandLanguage<Deed> of(Inspection inspection) {
        var routes = new RouteCommands(inspection);
        var peers = new PeerCommands(inspection);
        return new CommandLanguage<Deed>(Words.vocabulary())
                .with(EVPN + "route " + TYPE + ROUTE + "[json]", Deed.list(routes::route))
                .with(EVPN + "[json]", Deed.list(routes::table))
                .with(EVPN + "rd <RD|all> [json]", Deed.list(routes::table))
                .with(EVPN + "rt RT [json]", Deed.list(routes::table))
                .with(EVPN + "community COMMUNITY [json]", Deed.list(routes::table))
                .with(EVPN + "large-community LARGE-COMMUNITY [json]", Deed.list(routes::table))
                .with(EVPN + "neighbors NEIGHBOR routes [json]", Deed.list(routes::ofNeighbor))
                .with(EVPN + "summary " + PEERS + "[json]", Deed.show(peers::summary))
                .with("show bgp summary " + PEERS + "[json]", Deed.show(peers::summaries))
                .with("show version", Deed.show((_, _, out) -> out.line(Software.version())))
                .with("reload", Deed.change((_, _, _) -> reload(inspection)));
    }

    private static void reload(Inspection inspection) {
        var faults = inspection.reload();
        if (!faults.isEmpty()) {
            throw new QueryFailure("nothing has changed: " + String.join("; ", faults));
        }
    }
}
