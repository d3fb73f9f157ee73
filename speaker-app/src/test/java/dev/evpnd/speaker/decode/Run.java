package dev.evpnd.speaker.decode;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What came of one run of the command.
record Run(int status, String output, String errors) {

    static Run of(byte[] input, String... arguments) {
        var out = new ByteArrayOutputStream();
        return of(new ByteArrayInputStream(input), out, arguments)
                .withOutput(out.toString(StandardCharsets.UTF_8));
    }

    static Run of(String input, String... arguments) {
        return of(input.getBytes(StandardCharsets.ISO_8859_1), arguments);
    }

    /// The output is the caller's to look at.
    static Run of(InputStream in, OutputStream out, String... arguments) {
        var errors = new StringWriter();
        int status =
                new CommandLine(new DecodeCommand(in, out))
                        .setOut(new PrintWriter(errors, true))
                        .setErr(new PrintWriter(errors, true))
                        .execute(arguments);
        return new Run(status, "", errors.toString());
    }

    private Run withOutput(String written) {
        return new Run(status, written, errors);
    }

    List<String> lines() {
        return output.lines().toList();
    }
}
