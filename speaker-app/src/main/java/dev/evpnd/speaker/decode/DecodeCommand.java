package dev.evpnd.speaker.decode;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Negotiated;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `evpnd decode`: the codec as a tool. docs/decode.md is the contract of what it reads and prints.
@Command(
        name = "decode",
        description = "Decodes BGP, and prints a JSON object a line.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Input is hex, an item a line: two digits an octet, with spaces or colons between octets"
                    + " and 0x before them as you like. Blank lines and what follows a # are"
                    + " ignored. An input that begins like a pcap or pcapng file is one, and every"
                    + " BGP message in it is decoded; what its session agreed on is taken from the"
                    + " OPENs, where those were captured, and else from the options.",
            "",
            "Each object has a verdict: accept, or what RFC 7606 makes of the worst fault. The"
                    + " fields are described in docs/decode.md.",
            "",
            "Exit status: 0 when all input was read, whatever the verdicts; 1 when some could not"
                    + " be read or the output not be written; 2 when the command line was not"
                    + " understood; 3 with --fail, when a verdict was not accept.",
            "",
            "Examples:",
            "  echo 0311000200000005000600000003 20c0020102 | evpnd decode --kind nlri",
            "  evpnd decode --kind update-body --add-path l2vpn-evpn updates.txt",
            "  tcpdump -w - port 179 | evpnd decode | jq 'select(.verdict != \"accept\")'",
        })
public final class DecodeCommand implements Callable<Integer> {
    private static final int READ_ALL = 0;
    private static final int FAILED = 1;
    private static final int NOT_ACCEPTED = 3;
    private static final String STANDARD_INPUT = "-";

    /// What the system says of a pipe that nobody reads any more.
    private static final String BROKEN_PIPE = "Broken pipe";

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli alone looks at it
    private boolean help;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = Kind.Converter.class,
            description = {
                "What an item in hex is: message (the default), update-body, nlri, attribute,"
                        + " extcomm, esi or pmsi."
            })
    private Kind kind = Kind.MESSAGE;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            converter = Families.OneConverter.class,
            description = {
                "What the routes of --kind nlri are of: l2vpn-evpn (the default), ipv4-unicast,"
                        + " ipv6-unicast, rt-constraint, or AFI/SAFI as numbers."
            })
    private AddressFamily family = AddressFamily.L2VPN_EVPN;

    @Option(
            names = "--add-path",
            paramLabel = "FAMILIES",
            converter = Families.SetConverter.class,
            description = {
                "Families, with commas between them, whose routes have path identifiers (RFC 7911);"
                        + " all for all. Without the option, none."
            })
    private Families addPath = Families.NONE;

    @Option(
            names = "--two-octet-as",
            description = "AS numbers in AS_PATH and AGGREGATOR have two octets (not RFC 6793).")
    private boolean twoOctetAs;

    @Option(names = "--external", description = "The sender is an external peer.")
    private boolean external;

    @Option(
            names = "--extended-messages",
            description = "Messages may have 65,535 octets (RFC 8654), and not 4,096 only.")
    private boolean extendedMessages;

    @Option(names = "--fail", description = "Exit with 3 where a verdict is not accept.")
    private boolean fail;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "What to read; - is standard input, which is read where none is named.")
    private List<String> files = List.of();

    private final InputStream standardInput;
    private final OutputStream standardOutput;

    /// The command on the standard streams.
    public DecodeCommand() {
        // System.out would keep to itself that nobody reads any more.
        this(System.in, new FileOutputStream(FileDescriptor.out));
    }

    DecodeCommand(InputStream standardInput, OutputStream standardOutput) {
        this.standardInput = standardInput;
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() {
        var lines = new JsonLines(standardOutput);
        var decoder = new InputDecoder(lines, kind, new ItemDecoder(family, terms()));
        try {
            boolean readAll = true;
            for (var file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
                readAll &= read(decoder, file);
                lines.flush();
            }
            if (!readAll) {
                return FAILED;
            }
            return fail && !lines.allAccepted() ? NOT_ACCEPTED : READ_ALL;
        } catch (UncheckedIOException outputFailed) {
            return outputFailed(outputFailed);
        }
    }

    private Negotiated terms() {
        return Negotiated.DEFAULT
                .withFourOctetAs(!twoOctetAs)
                .withExternal(external)
                .withExtendedMessages(extendedMessages)
                .withAddPath(addPath.members(), Set.of());
    }

    private boolean read(InputDecoder decoder, String file) {
        try {
            if (file.equals(STANDARD_INPUT)) {
                decoder.read(standardInput, null);
            } else {
                try (var in = new FileInputStream(file)) {
                    decoder.read(in, file);
                }
            }
            return true;
        } catch (IOException e) {
            complain("cannot read", e);
            return false;
        }
    }

    /// That the reader of a pipe has seen enough, as `head` has, is no failure.
    private int outputFailed(UncheckedIOException e) {
        if (BROKEN_PIPE.equals(e.getMessage())) {
            return READ_ALL;
        }
        complain("cannot write", e);
        return FAILED;
    }

    private void complain(String what, Exception e) {
        spec.commandLine().getErr().println("evpnd decode: " + what + ": " + e.getMessage());
    }
}
