package dev.evpnd.speaker.http;

import dev.evpnd.speaker.credential.BearerToken;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What can be asked for, and what is not answered.
///
/// @param entries the first one whose path is that of a request answers it
record Site(List<Entry> entries) {
    private static final String METHODS = "GET, HEAD";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /// @param isOpen whether it is answered without a token, too
    record Entry(PathPattern path, Resource resource, boolean isOpen) {}

    /// A request, judged by its first lines.
    ///
    /// @param answer is made on a thread that may wait
    /// @param isLast whether nothing that comes behind the request can be told from it
    record Judged(Supplier<Answer> answer, boolean isLast) {}

    private record Found(Entry entry, Question question) {}

    static final Site EMPTY = new Site(List.of());

    Site {
        entries = List.copyOf(entries);
    }

    /// The same with another resource, behind all that are there.
    Site with(String path, Resource resource) {
        return with(new Entry(new PathPattern(path), resource, false));
    }

    /// The same of one that is for everybody who can connect.
    Site withOpen(String path, Resource resource) {
        return with(new Entry(new PathPattern(path), resource, true));
    }

    private Site with(Entry entry) {
        var more = new ArrayList<>(entries);
        more.add(entry);
        return new Site(more);
    }

    /// All paths, as they are written.
    List<String> paths() {
        return entries.stream().map(each -> each.path().text()).sorted().toList();
    }

    /// @param token that whoever asks has to have, if any
    Judged judge(HttpRequest request, Optional<BearerToken> token) {
        if (request.decoderResult().isFailure()) {
            return refuse(status(request.decoderResult().cause()), "no request that is read here");
        }
        var version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return refuse(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "expected HTTP/1.1");
        }
        if (!hasHost(request)) {
            return refuse(HttpResponseStatus.BAD_REQUEST, "expected one Host");
        }
        // No page of anybody's has the token.
        if (token.isEmpty() && !isForLoopback(request)) {
            return refuse(
                    HttpResponseStatus.BAD_REQUEST,
                    "expected a Host that is localhost or an address of loopback");
        }
        if (!request.uri().startsWith("/")) {
            return refuse(HttpResponseStatus.BAD_REQUEST, "expected a path");
        }
        return judgeWellFormed(request, token);
    }

    private Judged judgeWellFormed(HttpRequest request, Optional<BearerToken> token) {
        boolean isLast = hasBody(request);
        var found = find(request);
        boolean isOpen = found.map(it -> it.entry().isOpen()).orElse(false);
        // Who has none is not told what there is, either.
        if (token.isPresent() && !isOpen && !carries(request, token.get())) {
            return new Judged(Site::unauthorized, isLast);
        }
        if (found.isEmpty()) {
            var known = "expected one of " + String.join(", ", paths());
            return new Judged(new Problem(HttpResponseStatus.NOT_FOUND, known)::answer, isLast);
        }
        if (!READING.contains(request.method())) {
            return new Judged(Site::notAllowed, isLast);
        }
        if (isLast) {
            return refuse(HttpResponseStatus.BAD_REQUEST, "expected a request without a body");
        }
        var resource = found.get().entry().resource();
        return new Judged(() -> resource.answer(found.get().question()), false);
    }

    private Optional<Found> find(HttpRequest request) {
        var uri = request.uri();
        int mark = uri.indexOf('?');
        var path = mark < 0 ? uri : uri.substring(0, mark);
        var query = mark < 0 ? "" : uri.substring(mark + 1);
        for (var entry : entries) {
            var places = entry.path().match(path);
            if (places.isPresent()) {
                return Optional.of(new Found(entry, question(request, places.get(), query)));
            }
        }
        return Optional.empty();
    }

    private static Question question(
            HttpRequest request, Map<String, String> places, String query) {
        return new Question(
                places,
                query,
                request.method().equals(HttpMethod.HEAD),
                Optional.ofNullable(request.headers().get(Question.LAST_EVENT_ID)));
    }

    private static boolean carries(HttpRequest request, BearerToken token) {
        var fields = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        return fields.size() == 1 && token.isIn(fields.getFirst());
    }

    private static Answer unauthorized() {
        return new Problem(
                        HttpResponseStatus.UNAUTHORIZED,
                        "expected the token of this daemon: Authorization: Bearer TOKEN")
                .answer()
                .with(HttpHeaderNames.WWW_AUTHENTICATE.toString(), "Bearer realm=\"evpnd\"");
    }

    private static Answer notAllowed() {
        return new Problem(HttpResponseStatus.METHOD_NOT_ALLOWED, "expected one of " + METHODS)
                .answer()
                .with(HttpHeaderNames.ALLOW.toString(), METHODS);
    }

    private static Judged refuse(HttpResponseStatus status, String detail) {
        return new Judged(new Problem(status, detail)::answer, true);
    }

    private static HttpResponseStatus status(Throwable fault) {
        return switch (fault) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private static boolean hasBody(HttpRequest request) {
        var headers = request.headers();
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
    }

    /// HTTP/1.0 may do without.
    private static boolean hasHost(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || hosts == 0 && isHttp10(request);
    }

    /// No browser speaks HTTP/1.0 and nothing else.
    private static boolean isForLoopback(HttpRequest request) {
        var host = request.headers().get(HttpHeaderNames.HOST);
        return host == null ? isHttp10(request) : LoopbackHost.isNamedBy(host);
    }

    private static boolean isHttp10(HttpRequest request) {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
}
