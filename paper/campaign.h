/* The campaign: what a letter needs and neither spec nor sample knows (docs/schema/campaign.schema.json). */
#ifndef SHAI_PAPER_CAMPAIGN_H
#define SHAI_PAPER_CAMPAIGN_H

#include "base/diag.h"

/* Whom a copy goes to, by the region of the recipient: the longest prefix that fits; "*" fits all. */
struct shai_cc {
    const char *region, *authority;
};

/* Texts are NULL where not given. */
struct shai_campaign {
    const char *authority; /* the commissioning market regulator */
    const char *year;      /* four digits */
    const char *lab_name, *lab_contact, *lab_phone;
    const char *contact, *phone; /* the authority's */
    const char *date;            /* of the letters: YYYY-MM-DD */
    const char *letter_no;       /* pattern: {year}, {seq}, {seq:4}, {sample_id} */
    uint64_t first_seq;          /* of the first letter; 1 where not given */
    struct shai_cc *cc;
    size_t cc_count, cc_cap;
};

/* A campaign in which nothing is given. */
void shai_campaign_init(struct shai_campaign *campaign);
/* Reads the JSON of a campaign file; name is shown in messages. NULL where it is refused (diagnostics L01..). */
struct shai_campaign *shai_campaign_read(struct shai_arena *arena, struct shai_diags *diags, const char *name,
                                         const char *text, size_t len);
/* The keys of the fields that are not given ("laboratory.phone"), which letters leave blank. */
const char **shai_campaign_missing(struct shai_arena *arena, const struct shai_campaign *campaign, size_t *count);

/* The authority that gets a copy for a region; NULL: none is named. */
const char *shai_campaign_cc(const struct shai_campaign *campaign, const char *region, size_t len);
/* The number of the letter `seq` (from 0); NULL without a pattern, or where the pattern wants a year and there is
 * none. */
const char *shai_campaign_letter_no(struct shai_arena *arena, const struct shai_campaign *campaign, uint64_t seq,
                                    const char *sample_id);

#endif
