package dev.supsync.site.jdbc;

import java.sql.DriverManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** New connections to a URL. The pool wants to set how long one may take, and waits that long for the last one when it closes. */
final class UrlDriver extends DriverManagerDataSource {

    UrlDriver(String url) {
        super(url);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }
}
