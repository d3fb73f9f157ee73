package dev.evpnd.speaker.console;

import dev.evpnd.speaker.command.CommandLanguage;
import dev.evpnd.speaker.command.ValueType;
import dev.evpnd.speaker.command.Vocabulary;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;

import java.util.function.Function;

/// The commands of whoever operates a daemon: what he changes, and what he looks at beside routes.
final class OperatingCommands {
    static final String NAME = "NAME";
    static final String GROUP = "GROUP";
    static final String MESSAGE = "MESSAGE";

    private static final String WHOM =
            "<*|NEIGHBOR|NAME|AS|external|peer-group GROUP> [<soft [<in|out>]|in|out>]";

    private OperatingCommands() {}

    static CommandLanguage<Deed> addTo(CommandLanguage<Deed> language, Inspection inspection) {
        var clear = new ClearCommands(inspection);
        var shutdown = new ShutdownCommands(inspection);
        var daemon = new DaemonCommands(inspection);
        return language.with(
                        "clear bgp [[l2vpn] evpn] " + WHOM,
                        Deed.change(
                                "Ends sessions, which begin anew; with `soft`, `in` or `out` they"
                                        + " last, and routes are asked for or told again.",
                                (arguments, _, _) -> clear.clear(arguments)))
                .with(
                        "neighbor NEIGHBOR shutdown [message MESSAGE...]",
                        Deed.change(
                                "Ends the session with a peer, and has none until told otherwise.",
                                (arguments, _, _) -> shutdown.shutDown(arguments)))
                .with(
                        "no neighbor NEIGHBOR shutdown",
                        Deed.change(
                                "Lets the session with a peer begin again.",
                                (arguments, _, _) -> shutdown.open(arguments)))
                .with(
                        "log level LOG <" + String.join("|", LogCommands.LEVELS) + ">",
                        Deed.change(
                                "Logs from a severity on, until the daemon ends.",
                                (arguments, _, _) -> LogCommands.setLevel(arguments)))
                .with(
                        "no log level LOG",
                        Deed.change(
                                "Logs as the configuration says.",
                                (arguments, _, _) -> LogCommands.forgetLevel(arguments)))
                .with(
                        "show log [LINES] [json]",
                        Deed.show(
                                "Shows what is logged, and the last lines of it.",
                                LogCommands::show))
                .with(
                        "show memory [json]",
                        Deed.show("Shows what takes how much memory.", daemon::memory))
                .with(
                        "show running-config [json]",
                        Deed.show("Shows the configuration that holds.", daemon::runningConfig))
                .with(
                        "show bgp [l2vpn] evpn update-groups [json]",
                        Deed.show(
                                "Shows which peers are told the same in the same octets.",
                                daemon::updateGroups));
    }

    static Vocabulary addTo(Vocabulary words) {
        return LogCommands.addTo(words)
                .keyword("*", "all peers")
                .keyword("clear", "begin anew")
                .keyword("external", "peers of other ASes")
                .keyword("in", "what is received: asked for again")
                .keyword("memory", "what takes how much")
                .keyword("message", "for the peer's operator")
                .keyword("no", "the opposite of what follows")
                .keyword("out", "what is sent: told again")
                .keyword("peer-group", "the peers of a group")
                .keyword("running-config", "the configuration that holds")
                .keyword("shutdown", "hold the session down")
                .keyword("soft", "with the session as it is")
                .keyword("update-groups", "peers that are told the same")
                .value(NAME, new ValueType<>("WORD", "the name of a peer", OperatingCommands::name))
                .value(GROUP, new ValueType<>("GROUP", "a group of peers", each -> each))
                .value(
                        MESSAGE,
                        new ValueType<>("LINE", "a text", OperatingCommands::withoutControls));
    }

    /// What can be read as an address or the number of an AS is no name.
    private static String name(String word) {
        if (isOf(IpAddress::parse, word) || isOf(Asn::parse, word)) {
            throw new IllegalArgumentException("an address or a number");
        }
        return word;
    }

    private static boolean isOf(Function<String, ?> reader, String word) {
        return new ValueType<>("", "", reader).takes(word);
    }

    /// What operators of others are shown moves no cursor.
    private static String withoutControls(String word) {
        if (word.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control characters");
        }
        return word;
    }

    static QueryFailure unknown(IpAddress peer) {
        return new QueryFailure("BGP: Unknown neighbor - \"" + peer + "\"");
    }
}
