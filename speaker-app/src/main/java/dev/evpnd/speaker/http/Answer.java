package dev.evpnd.speaker.http;

import io.netty.handler.codec.http.HttpResponseStatus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What is answered to a request.
///
/// @param type of what is in the body
record Answer(HttpResponseStatus status, String type, Body body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /// What is written while it is made, and as slowly as it is taken.
    interface Body {

        /// @throws IOException if nobody takes it any more
        /// @throws dev.evpnd.speaker.query.QueryFailure when there is no answer
        void writeTo(OutputStream out) throws IOException;
    }

    /// A line for people.
    static Answer text(HttpResponseStatus status, String line) {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, TEXT, out -> out.write(octets));
    }
}
