/* The long texts of messages: the pages of docs/messages/, one behind the other, as the build puts them into this
 * constant. docs/messages/README.md says how a page is written. */
#ifndef SHAI_CMD_MESSAGES_H
#define SHAI_CMD_MESSAGES_H

#include <stddef.h>

extern const char shai_messages_text[];
extern const size_t shai_messages_len;

#endif
