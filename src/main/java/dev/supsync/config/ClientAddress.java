package dev.supsync.config;

/**
 * Where clients find a software update point.
 *
 * @param accepts which clients it serves
 * @param port 1 to 65535
 */
public record ClientAddress(Accepts accepts, Scheme scheme, String host, int port) {

    /** Which client connections a software update point accepts. */
    public enum Accepts {
        INTRANET,
        INTERNET,
        ALL
    }

    /** How clients connect; WSUS's own ports are the default. */
    public enum Scheme {
        HTTP(8530),
        HTTPS(8531);

        private final int port;

        Scheme(int port) {
            this.port = port;
        }

        /** The port that WSUS uses unless it is told otherwise. */
        public int port() {
            return port;
        }
    }

    /** The address of a server of which nothing is said: clients of the intranet, HTTP. */
    static ClientAddress usual(String server) {
        return new ClientAddress(Accepts.INTRANET, Scheme.HTTP, server, Scheme.HTTP.port());
    }

    /** The address as a URL. */
    public String url() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return scheme.name().toLowerCase(java.util.Locale.ROOT) + "://" + name + ":" + port;
    }
}
