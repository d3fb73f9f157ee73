package dev.evpnd.speaker;

import dev.evpnd.speaker.manual.ManualPages;
import dev.evpnd.speaker.query.Software;
import dev.evpnd.speaker.shell.ShellCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `evpnd manual`: the pages for `man`, for whoever packages evpnd.
@Command(
        name = "manual",
        hidden = true,
        description = "Writes evpnd.8, evpnsh.1 and evpnd.yaml.5 into a directory.")
final class ManualCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The directory; it is made if it is missing.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        var pages =
                new ManualPages(Software.version())
                        .all(Evpnd.commandLine(), new CommandLine(new ShellCommand()));
        for (var page : pages.entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
        }
        return 0;
    }
}
