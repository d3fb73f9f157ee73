package dev.evpnd.speaker.admin;

import dev.evpnd.speaker.console.Console;
import dev.evpnd.speaker.console.ConsoleAnswers;
import dev.evpnd.speaker.console.Operator;
import dev.evpnd.speaker.query.Answers;
import dev.evpnd.speaker.query.Inspection;

import jdk.net.ExtendedSocketOptions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;

/// What answers the requests that come by a socket: those of programs in JSON, and those of a shell
/// in words.
public final class AdminAnswers {
    private final Answers answers;
    private final ConsoleAnswers console;
    private final boolean mayChange;

    /// @param door by which the requests come
    public AdminAnswers(Inspection inspection, Door door) {
        answers = new Answers(inspection);
        console = new ConsoleAnswers(new Console(inspection));
        mayChange = door.mayChange();
    }

    /// Answers a request.
    ///
    /// @param from where it comes from
    void answer(String request, SocketChannel from, OutputStream out) {
        if (ConsoleAnswers.takes(request)) {
            console.answer(request, new Operator(user(from), mayChange), out);
        } else {
            answers.answer(request, mayChange, out);
        }
    }

    /// Who is at the other end, as the system has it.
    private static String user(SocketChannel channel) {
        try {
            return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "unknown";
        }
    }
}
