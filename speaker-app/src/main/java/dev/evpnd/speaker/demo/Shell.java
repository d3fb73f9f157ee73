package dev.evpnd.speaker.demo;

import dev.evpnd.speaker.demo.stage.Speaker;
import dev.evpnd.speaker.demo.stage.Stage;
import dev.evpnd.speaker.demo.stage.Stage.Scene;
import dev.evpnd.speaker.shell.ShellCommand;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// `evpnsh` of the speakers on a stage.
record Shell(Stage stage) {

    /// Asks a speaker.
    Scene ask(Speaker speaker, String command) {
        var answer = new ByteArrayOutputStream();
        var errors = new StringWriter();
        var shell =
                new CommandLine(new ShellCommand(InputStream.nullInputStream(), answer))
                        .setErr(new PrintWriter(errors));
        int status = shell.execute("--socket", stage.socket(speaker).toString(), "-c", command);
        return new Scene(
                speaker.text() + "# " + command,
                answer.toString(StandardCharsets.UTF_8) + errors,
                status == 0);
    }

    /// Hands the operator over to a speaker.
    ///
    /// @return the exit status
    int open(Speaker speaker) {
        return new CommandLine(new ShellCommand())
                .execute("--socket", stage.socket(speaker).toString());
    }
}
