package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.grammar.ReferenceTables;
import dev.evpnd.speaker.config.grammar.SchemaDocument;
import dev.evpnd.speaker.config.grammar.SectionReference;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.config.yaml.YamlReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A file of the configuration: YAML, and so JSON too.
public final class ConfigurationFile {

    private ConfigurationFile() {}

    /// The JSON Schema of a file.
    public static String schema() {
        return SchemaDocument.of(FileKeys.FILE, "The configuration of evpnd");
    }

    /// All sections of a file, with their keys.
    public static List<SectionReference> sections() {
        return SectionReference.of(FileKeys.FILE);
    }

    /// All keys of a file as tables in Markdown.
    ///
    /// @param examples a file without faults that has them all
    public static String reference(String examples) {
        var document =
                YamlReader.read(examples.getBytes(StandardCharsets.UTF_8), new Faults())
                        .orElseThrow(() -> new IllegalArgumentException("a file with faults"));
        return ReferenceTables.of(FileKeys.FILE, document);
    }

    /// Reads a file, with all faults that it has.
    ///
    /// @param machine for what the file does not say
    public static Loaded load(Path file, Machine machine) throws IOException {
        return load(octets(file), machine);
    }

    /// What a file has, and not much more than it may have.
    public static byte[] octets(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return octets(in);
        }
    }

    private static byte[] octets(InputStream in) throws IOException {
        return in.readNBytes(YamlReader.MOST_OCTETS + 1);
    }

    /// Reads what a stream has up to its end, and not much more than a file may have.
    public static Loaded load(InputStream in, Machine machine) throws IOException {
        return load(octets(in), machine);
    }

    /// Reads the octets of a file.
    public static Loaded load(byte[] octets, Machine machine) {
        var faults = new Faults();
        var configuration =
                YamlReader.read(octets, faults)
                        .flatMap(node -> FileKeys.FILE.read(node, "", faults))
                        .flatMap(values -> new ConfigurationReader(machine, faults).read(values));
        return faults.isEmpty() && configuration.isPresent()
                ? new Loaded.Valid(configuration.get())
                : new Loaded.Faulty(faults.list(), faults.untold());
    }

    /// What holds where there is no file: a reflector of EVPN for whoever is in AS 65000 and comes
    /// from one of the machine's subnets.
    public static Configuration withoutFile(Machine machine) {
        var text = textWithoutFile(machine);
        return switch (load(text.getBytes(StandardCharsets.UTF_8), machine)) {
            case Loaded.Valid(var configuration) -> configuration;
            case Loaded.Faulty faulty -> throw new IllegalStateException(faulty.toString());
        };
    }

    /// The file that would say what holds where there is none.
    public static String textWithoutFile(Machine machine) {
        int port = machine.privileged() ? 179 : 1790;
        var ranges =
                machine.subnets().stream()
                        .distinct()
                        .sorted(Configuration.BY_PREFIX)
                        .map(subnet -> "  \"" + subnet + "\": {group: clients}\n")
                        .collect(Collectors.joining());
        return """
               as: 65000
               router-id: %s
               listen: "[::]:%d"
               peer-groups:
                 clients:
                   remote-as: internal
                   route-reflector-client: true
               listen-ranges:
               """
                        .formatted(machine.routerId(), port)
                + ranges;
    }
}
