package dev.evpnd.speaker.manual;

import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.config.ConfigurationFile;
import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.ListedCommand;

import picocli.CommandLine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The pages for `man`, by the names of their files.
public final class ManualPages {
    private final String version;

    /// @param version of the program
    public ManualPages(String version) {
        this.version = version;
    }

    /// All of them.
    ///
    /// @param program with all its subcommands
    /// @param shell the one that `evpnsh` is another name for
    public Map<String, String> all(CommandLine program, CommandLine shell) {
        var pages = new TreeMap<String, String>();
        pages.put("evpnd.8", daemon(ProgramCommand.of(program)));
        try (var idle = new IdleConsole()) {
            pages.put("evpnsh.1", shell(ProgramCommand.one(shell, "evpnsh"), idle.console()));
        }
        pages.put("evpnd.yaml.5", configuration());
        return pages;
    }

    private String daemon(List<ProgramCommand> commands) {
        var page = new Roff("evpnd", 8, version, "BGP EVPN route reflector and VTEP");
        page.section("Synopsis");
        page.lines(commands.stream().map(ProgramCommand::synopsis).toList());
        page.section("Description");
        page.paragraph(
                "evpnd speaks BGP EVPN: it is a route reflector for a VXLAN fabric, a VTEP on a"
                        + " Linux host, and can say why each route is where it is. Each of its"
                        + " commands has `--help`.");
        page.section("Commands");
        for (var command : commands) {
            page.subsection(command.name());
            page.paragraph(command.description());
            write(command, page);
        }
        page.section("Signals");
        page.term("SIGHUP", "`evpnd run` reads its file again; one with faults changes nothing.");
        page.term("SIGTERM, SIGINT", "It ends its sessions in order, and then itself.");
        page.section("Environment");
        page.term(
                "EVPND_RUNTIME_DIR",
                "Where a daemon has its sockets, and where the other commands look for them.");
        page.term(
                "XDG_RUNTIME_DIR",
                "In its directory `evpnd` are the sockets of a daemon without a state directory,"
                        + " of any user but root.");
        page.term(
                "NOTIFY_SOCKET, WATCHDOG_USEC",
                "Who is told of the daemon as `sd_notify`(3) has it, and how often.");
        page.section("Files");
        page.term("/run/evpnd", "The sockets of root's daemon without a state directory.");
        page.term(
                "evpnd.sock, view.sock",
                "The sockets in that or the state directory: who may open the first may do all"
                        + " there is, who may open the second may look.");
        page.term("kernel-journal", "In the state directory: what evpnd has made in the kernel.");
        page.section("See also");
        page.paragraph("`evpnsh`(1), `evpnd.yaml`(5)");
        return page.toString();
    }

    private String shell(ProgramCommand command, Console console) {
        var page = new Roff("evpnsh", 1, version, "shell of a running evpnd");
        page.section("Synopsis");
        page.lines(List.of(command.synopsis()));
        page.section("Description");
        page.paragraph(command.description());
        write(command, page);
        page.section("Commands");
        page.paragraph(
                "Every word may be shortened as long as the line can be one command alone. In"
                        + " `[…]` is what may be left out, `<…|…>` is one of these, and words in"
                        + " capitals stand for values: `?` in their place says which.");
        console.commands().forEach(each -> page.term(each.pattern(), sentence(each)));
        page.section("Values");
        console.words().stream()
                .filter(Expected.Candidate::isValue)
                .forEach(each -> page.term(each.name(), each.help() + ": `" + each.shown() + "`"));
        page.section("Behind a command");
        page.term("| include REGEX, | exclude REGEX", "The lines that match, or do not.");
        page.term("| begin REGEX", "From the first line that matches.");
        page.term("| count", "How much there is.");
        page.term("| json", "The same as the word `json`.");
        page.term("| no-more", "Without stopping at pages.");
        page.section("Of the shell itself");
        page.term("watch [SECONDS] COMMAND", "Gives a command again and again, until ^C.");
        page.term("terminal layout <10.3|10.7>", "Lays text out as that release of FRR.");
        page.term("exit, quit", "Ends the shell, as ^D does.");
        page.section("Environment");
        page.term("EVPNSH_HISTFILE", "Where lines of before are kept.");
        page.section("Files");
        page.term("~/.evpnsh_history", "Lines of before, unless the environment says otherwise.");
        page.section("See also");
        page.paragraph("`evpnd`(8)");
        return page.toString();
    }

    private static String sentence(ListedCommand command) {
        return command.sentence() + (command.changes() ? " For administrators." : "");
    }

    private static void write(ProgramCommand command, Roff page) {
        command.arguments().forEach(each -> page.term(each.written(), each.description()));
        for (var remark : command.remarks()) {
            switch (remark) {
                case ProgramCommand.Remark.Text(var text) -> page.paragraph(text);
                case ProgramCommand.Remark.Lines(var lines) -> page.lines(lines);
            }
        }
    }

    private String configuration() {
        var page = new Roff("evpnd.yaml", 5, version, "configuration of evpnd");
        page.section("Description");
        page.paragraph(
                "The file that `evpnd run --config` goes by, in YAML or JSON. `evpnd check` says"
                        + " all faults of one, and `evpnd check --schema` prints its JSON Schema.");
        page.section("Sections");
        for (var section : ConfigurationFile.sections()) {
            page.subsection(section.name());
            page.paragraph(section.sentence());
            for (var key : section.keys()) {
                page.term(
                        key.name(),
                        "(%s) %s %s".formatted(key.value(), key.sentence(), key.defaultSentence()));
            }
            section.remarks().forEach(page::paragraph);
        }
        page.section("See also");
        page.paragraph("`evpnd`(8)");
        return page.toString();
    }
}
