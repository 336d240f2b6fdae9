/* libsushai: risk-screening specs, compiled and evaluated. The only header that is installed. */
#ifndef SUSHAI_H
#define SUSHAI_H

#define SHAI_VERSION "0.1.0"

#endif
